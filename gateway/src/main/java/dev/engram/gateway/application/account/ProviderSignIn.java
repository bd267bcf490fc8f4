package dev.engram.gateway.application.account;

import dev.engram.events.LearnerId;
import dev.engram.gateway.application.AccountStore;
import dev.engram.gateway.application.AuditTrail;
import dev.engram.gateway.domain.Account;
import dev.engram.gateway.domain.Actor;
import dev.engram.gateway.domain.AuditAction;
import dev.engram.gateway.domain.ExternalIdentity;
import dev.engram.gateway.domain.Origin;
import dev.engram.kit.problem.ProblemException;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Signs in who a provider has identified. An account is found by issuer and subject only, never by a name or an e-mail address, which
 * people may be able to choose at the provider. It has the roles that the provider gave at the last sign-in.
 */
public final class ProviderSignIn {
    private static final int NUMBERED = 20;

    private final AccountStore accounts;
    private final AccountChanges changes;
    private final AuditTrail audit;
    private final InstantSource clock;

    public ProviderSignIn(AccountStore accounts, AccountChanges changes, AuditTrail audit, InstantSource clock) {
        this.accounts = accounts;
        this.changes = changes;
        this.audit = audit;
        this.clock = clock;
    }

    /** Why somebody whom the provider knows may not come in. */
    public enum Refusal {
        /** None of their roles at the provider gives one here. */
        NO_ROLE,
        /** An administrator has disabled the account. */
        DISABLED,
        /** The provider has taken the role from the only administrator. */
        LAST_ADMINISTRATOR;

        /** Lower case with hyphens, for the page and the audit trail. */
        public String slug() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** What became of it. */
    public sealed interface ProviderOutcome {
        /** A session may begin. */
        record SignedIn(Account account) implements ProviderOutcome {}

        /** None may; what was signed in is signed out. */
        record Refused(Refusal reason) implements ProviderOutcome {}
    }

    /**
     * Signs in; the first time it makes an account with a random pseudonym.
     *
     * @param name what the provider calls the person, if anything; a new account has a username like it that was free
     * @param roles those that the provider gives; where one is taken, everything that was signed in before is signed out
     */
    public ProviderOutcome attempt(ExternalIdentity identity, @Nullable String name, Set<String> roles, Origin origin) {
        var known = accounts.findByIdentity(identity);
        if (known.isEmpty() && roles.isEmpty()) {
            return refused(Refusal.NO_ROLE, null, origin);
        }
        var account = known.orElseGet(() -> create(identity, name, roles, origin));
        return account.disabled()
                ? refused(Refusal.DISABLED, account.learnerId(), origin)
                : withRoles(account, roles, origin);
    }

    private ProviderOutcome withRoles(Account account, Set<String> roles, Origin origin) {
        try {
            var current = changes.takeOver(new Actor(account.learnerId(), origin), account.username(), roles);
            if (roles.isEmpty()) {
                return refused(Refusal.NO_ROLE, account.learnerId(), origin);
            }
            if (current.disabled()) {
                return refused(Refusal.DISABLED, account.learnerId(), origin);
            }
            append(true, "provider", account.learnerId(), origin);
            return new ProviderOutcome.SignedIn(current);
        } catch (ProblemException last) {
            if (!last.problem().slug().equals("last-administrator")) {
                throw last;
            }
            changes.signOut(account.username());
            return refused(Refusal.LAST_ADMINISTRATOR, account.learnerId(), origin);
        }
    }

    /** Somebody whose answer of the provider could not be used: nobody known. */
    public void refusedByProtocol(Origin origin) {
        append(false, "provider-answer", null, origin);
    }

    private ProviderOutcome refused(Refusal reason, @Nullable LearnerId learner, Origin origin) {
        append(false, reason.slug(), learner, origin);
        return new ProviderOutcome.Refused(reason);
    }

    private void append(boolean isDone, String reason, @Nullable LearnerId learner, Origin origin) {
        var actor = new Actor(learner, origin);
        var now = clock.instant();
        var entry = isDone
                ? actor.did(AuditAction.SIGN_IN, learner, now)
                : actor.wasRefused(AuditAction.SIGN_IN, learner, now);
        audit.append(entry.with(Map.of("reason", reason)));
    }

    /** The store refuses a second account of the identity, so that two first sign-ins at once make one. */
    private Account create(ExternalIdentity identity, @Nullable String name, Set<String> roles, Origin origin) {
        var wanted = username(name);
        for (int number = 1; ; number++) {
            var free = number == 1 ? wanted : wanted + "-" + (number <= NUMBERED ? "" + number : random());
            var account = new Account(free, null, new LearnerId(UUID.randomUUID()), roles, false)
                    .withIdentity(identity)
                    .withCreatedAt(clock.instant());
            if (accounts.create(account)) {
                changes.tellCreated(new Actor(account.learnerId(), origin), AuditAction.ACCOUNT_CREATED, account);
                return account;
            }
            Optional<Account> other = accounts.findByIdentity(identity);
            if (other.isPresent()) {
                return other.get();
            }
        }
    }

    /** A username like {@code name}: small letters, '-' for what usernames cannot have, room for a number behind it. */
    static String username(@Nullable String name) {
        var plain = name == null
                ? ""
                : Account.usernameOf(name).replaceAll("[^a-z0-9._-]+", "-").replaceAll("^[._-]+|[._-]+$", "");
        var shortened = plain.length() > 50 ? plain.substring(0, 50) : plain;
        return shortened.isEmpty() ? "person-" + random() : shortened;
    }

    private static String random() {
        return UUID.randomUUID().toString().substring(0, 8);
    }
}
