package dev.engram.gateway.application.account;

import dev.engram.events.LearnerId;
import dev.engram.gateway.application.AccountStore;
import dev.engram.gateway.application.AuditTrail;
import dev.engram.gateway.application.SignOutListener;
import dev.engram.gateway.domain.Account;
import dev.engram.gateway.domain.Actor;
import dev.engram.gateway.domain.AuditAction;
import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.ProblemException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What administrators and owners change in accounts, passwords excepted. Every change is told to the audit trail. */
public final class AccountChanges {
    /** Others change the same account at the same time: rare. */
    private static final int ATTEMPTS = 5;

    private final AccountStore accounts;
    private final SignOutListener sessions;
    private final AuditTrail audit;
    private final InstantSource clock;

    public AccountChanges(AccountStore accounts, SignOutListener sessions, AuditTrail audit, InstantSource clock) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Makes an account.
     *
     * @param action under which the audit trail has it
     * @param pseudonym random
     * @throws ProblemException 409 if there is one of that name, or of that pseudonym
     */
    Account create(
            Actor actor,
            AuditAction action,
            String username,
            Set<String> roles,
            @Nullable String email,
            @Nullable String passwordHash,
            LearnerId pseudonym) {
        var account = new Account(username, passwordHash, pseudonym, roles, false)
                .withEmail(email)
                .withCreatedAt(clock.instant());
        if (!accounts.create(account)) {
            throw nameTaken();
        }
        var by = action == AuditAction.ACCOUNT_CREATED ? actor : new Actor(account.learnerId(), actor.origin());
        tellCreated(by, action, account);
        return account;
    }

    /** Tells the audit trail that there is a new account. */
    void tellCreated(Actor actor, AuditAction action, Account account) {
        audit.append(
                actor.did(action, account.learnerId(), clock.instant()).with(Map.of("roles", listed(account.roles()))));
    }

    /** Makes an account without a password. */
    public Account create(Actor administrator, String username, Set<String> roles, @Nullable String email) {
        return create(
                administrator,
                AuditAction.ACCOUNT_CREATED,
                username,
                roles,
                email,
                null,
                new LearnerId(UUID.randomUUID()));
    }

    /**
     * Changes roles, and disables or enables. What is null stays. Where a role is taken or the account disabled, everything that
     * is signed in is signed out.
     *
     * @param seen the version that the administrator has seen, or null: then the last change counts
     * @throws ProblemException 404, 409 {@code last-administrator} or {@code roles-of-provider}, 412 {@code version-conflict}
     */
    public Account change(
            Actor administrator,
            String username,
            @Nullable Long seen,
            @Nullable Set<String> roles,
            @Nullable Boolean disabled) {
        return update(
                username,
                seen,
                before -> {
                    var wanted = roles == null ? before.roles() : roles;
                    if (before.identity() != null && !wanted.equals(before.roles())) {
                        throw rolesOfProvider();
                    }
                    return before.withRights(wanted, disabled == null ? before.disabled() : disabled, clock.instant());
                },
                (before, after) -> tell(administrator, before, after));
    }

    /**
     * Gives an account the roles that its provider says, and none else; as {@link #change} where one is taken.
     *
     * @throws ProblemException 409 {@code last-administrator}
     */
    Account takeOver(Actor owner, String username, Set<String> roles) {
        return update(
                username,
                null,
                before -> before.withRights(roles, before.disabled(), clock.instant()),
                (before, after) -> tell(owner, before, after));
    }

    /** Ends what is signed in. */
    void signOut(String username) {
        update(username, null, before -> before.signedOut(clock.instant()), (_, _) -> {});
    }

    private void tell(Actor administrator, Account before, Account after) {
        var now = clock.instant();
        if (!after.roles().equals(before.roles())) {
            audit.append(administrator
                    .did(AuditAction.ROLES_CHANGED, after.learnerId(), now)
                    .with(Map.of("before", listed(before.roles()), "after", listed(after.roles()))));
        }
        if (after.disabled() != before.disabled()) {
            var action = after.disabled() ? AuditAction.ACCOUNT_DISABLED : AuditAction.ACCOUNT_ENABLED;
            audit.append(administrator.did(action, after.learnerId(), now));
        }
    }

    /** Changes or, with null, removes the e-mail address of the caller's own account. */
    public Account changeEmail(Actor owner, Account account, @Nullable String email) {
        return update(
                account.username(),
                null,
                before -> before.withEmail(email),
                (_, after) -> audit.append(owner.did(AuditAction.EMAIL_CHANGED, after.learnerId(), clock.instant())));
    }

    /** What follows a change that was made. */
    interface Consequence {
        void of(Account before, Account after);
    }

    /** Changes an account as {@link #change} says; a change that changes nothing has no consequence. */
    Account update(String username, @Nullable Long seen, UnaryOperator<Account> change, Consequence consequence) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var before = accounts.find(username).orElseThrow(AccountChanges::noAccount);
            if (seen != null && seen != before.version()) {
                throw conflict("The account was changed since you read it; read it again");
            }
            var after = change.apply(before);
            if (after.equals(before)) {
                return before;
            }
            switch (accounts.update(after)) {
                case DONE -> {
                    try {
                        consequence.of(before, after);
                    } finally {
                        if (after.signOuts() != before.signOuts()) {
                            sessions.signedOut(after);
                        }
                    }
                    return after.atVersion(after.version() + 1);
                }
                case LAST_ADMINISTRATOR -> throw lastAdministrator();
                case CONFLICT -> {
                    // read again, and with the version that was seen, refused
                }
            }
        }
        throw conflict("Others change the account at this moment; try again");
    }

    /** 404. */
    public static ProblemException noAccount() {
        return Problem.notFound("There is no account of this name")
                .withField("username", "must be that of an account")
                .exception();
    }

    /** 409. */
    static ProblemException nameTaken() {
        return Problem.of(409, "username-taken", "There is an account of this name")
                .withField("username", "must be that of no other account")
                .exception();
    }

    private static ProblemException conflict(String detail) {
        return Problem.of(412, "version-conflict", "The account has another version")
                .withDetail(detail)
                .withField("If-Match", "the ETag of the account")
                .exception();
    }

    private static ProblemException rolesOfProvider() {
        return Problem.of(409, "roles-of-provider", "The roles of this account are given elsewhere")
                .withDetail("Its owner signs in through another provider, which gives the roles: change them there."
                        + " Here the account can be disabled")
                .withField("roles", "must be absent, or those that the account has")
                .exception();
    }

    private static ProblemException lastAdministrator() {
        return Problem.of(409, "last-administrator", "Nobody could give roles any more")
                .withDetail("This is the only administrator who can sign in; make another one first")
                .exception();
    }

    private static String listed(Set<String> roles) {
        return String.join(",", new TreeSet<>(roles));
    }
}
