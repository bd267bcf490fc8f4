package dev.engram.gateway.application.account;

import dev.engram.events.Ids;
import dev.engram.events.LearnerId;
import dev.engram.gateway.application.AccountStore;
import dev.engram.gateway.application.AttemptStore;
import dev.engram.gateway.application.AuditTrail;
import dev.engram.gateway.application.account.AccountLinks.Delivery;
import dev.engram.gateway.domain.Account;
import dev.engram.gateway.domain.Actor;
import dev.engram.gateway.domain.AuditAction;
import dev.engram.gateway.domain.Invitation;
import dev.engram.gateway.domain.Origin;
import dev.engram.gateway.domain.PauseRule;
import dev.engram.gateway.domain.Secret;
import dev.engram.kit.auth.Role;
import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.ProblemException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How people get accounts of their own: by a link from an administrator or, where that is allowed, by themselves. */
public final class Invitations {
    /** Most that are open at a time. */
    public static final int MAX_OPEN = 1_000;

    private static final PauseRule SIGN_UPS = new PauseRule(10, Duration.ofHours(1));

    private final InvitationStore store;
    private final AccountStore accounts;
    private final AccountChanges changes;
    private final NewPasswords passwords;
    private final AccountLinks links;
    private final AttemptStore attempts;
    private final AuditTrail audit;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    public Invitations(
            InvitationStore store,
            AccountStore accounts,
            AccountChanges changes,
            NewPasswords passwords,
            AccountLinks links,
            AttemptStore attempts,
            AuditTrail audit,
            InstantSource clock) {
        this.store = store;
        this.accounts = accounts;
        this.changes = changes;
        this.passwords = passwords;
        this.links = links;
        this.attempts = attempts;
        this.audit = audit;
        this.clock = clock;
    }

    /** An invitation and its link. */
    public record Sent(Invitation invitation, Delivery delivery) {}

    /** What somebody chooses for a new account. */
    public record Choice(
            String username, String password, @Nullable String email) {
        /** Without any of it. */
        @Override
        public String toString() {
            return "choice";
        }
    }

    /** Invites. @throws ProblemException 409 if too many are open */
    public Sent invite(Actor administrator, Set<String> roles, @Nullable String email, Duration lifetime) {
        var now = clock.instant();
        if (store.count(now) >= MAX_OPEN) {
            throw Problem.of(409, "quota-exceeded", "Too many invitations are open")
                    .withDetail("At most " + MAX_OPEN + " are open at a time; delete some or wait until they expire")
                    .with("limit", MAX_OPEN)
                    .exception();
        }
        var secret = Secret.of(Secret.INVITATION, random);
        var by = Objects.requireNonNull(administrator.learner(), "administrators have accounts");
        var invitation =
                new Invitation(Ids.v7(), roles, email, by, new LearnerId(UUID.randomUUID()), now, now.plus(lifetime));
        store.create(invitation, secret.digest());
        audit.append(administrator
                .did(AuditAction.INVITATION_CREATED, null, now)
                .with(Map.of(
                        "invitation", invitation.id().toString(), "roles", String.join(",", new TreeSet<>(roles)))));
        return new Sent(invitation, links.invitation(secret, email, invitation.expiresAt()));
    }

    /** Open invitations, oldest first. */
    public List<Invitation> list(@Nullable UUID after, int limit) {
        return store.list(after, limit, clock.instant());
    }

    /** Takes an invitation back. @throws ProblemException 404 if it is not open */
    public void delete(Actor administrator, UUID id) {
        if (!store.delete(id)) {
            throw Problem.notFound("There is no such open invitation")
                    .withField("id", "must be that of an open invitation")
                    .exception();
        }
        audit.append(administrator
                .did(AuditAction.INVITATION_DELETED, null, clock.instant())
                .with(Map.of("invitation", id.toString())));
    }

    /** Makes the account of an invitation. @throws ProblemException 410 if it is not open; 409 if the name is taken; 400; 503 */
    public Account accept(Origin origin, String typedSecret, Choice choice) {
        var secret = new Secret(typedSecret);
        open(secret);
        var hash = passwords.hash("password", choice.username(), choice.password(), origin);
        // taken back meanwhile, or accepted
        var invitation = open(secret);
        var email = choice.email() == null ? invitation.email() : choice.email();
        if (accounts.find(choice.username()).isPresent()) {
            throw AccountChanges.nameTaken();
        }
        try {
            // there is one account of its pseudonym: what spends the invitation is that it is made
            var account = create(
                    origin,
                    AuditAction.INVITATION_ACCEPTED,
                    choice.username(),
                    invitation.roles(),
                    email,
                    hash,
                    invitation.pseudonym());
            store.delete(invitation.id());
            return account;
        } catch (ProblemException taken) {
            // of two who accept it at once the second is told that it is spent
            open(secret);
            throw taken;
        }
    }

    private Invitation open(Secret secret) {
        var found = store.find(secret.digest(), clock.instant())
                .filter(_ -> secret.isOf(Secret.INVITATION))
                // else who was an administrator could come back by an invitation of their own
                .filter(open -> accounts.findByLearner(open.createdBy())
                        .filter(inviter -> inviter.isActive(Role.ADMINISTRATOR_GROUP))
                        .isPresent())
                .orElseThrow(Invitations::expired);
        if (accounts.findByLearner(found.pseudonym()).isPresent()) {
            // accepted, and not removed since the database was away in between
            store.delete(found.id());
            throw expired();
        }
        return found;
    }

    /** Makes an account without an invitation. @throws ProblemException 409 if the name is taken; 429; 400; 503 */
    public Account signUp(Origin origin, Choice choice) {
        passwords.check("password", choice.username(), choice.password());
        var wait = attempts.count("sign-up " + origin.address(), SIGN_UPS, clock.instant());
        if (!wait.isZero()) {
            var seconds = Long.toString(wait.plusNanos(999_999_999).toSeconds());
            throw Problem.ofStatus(429)
                    .withDetail("Many accounts were made from your network; try again in " + seconds + " s")
                    .exception()
                    .withHeader("Retry-After", seconds);
        }
        var hash = passwords.hash("password", choice.username(), choice.password(), origin);
        return create(
                origin,
                AuditAction.SIGN_UP,
                choice.username(),
                Set.of(Role.LEARNER_GROUP),
                choice.email(),
                hash,
                new LearnerId(UUID.randomUUID()));
    }

    private Account create(
            Origin origin,
            AuditAction action,
            String username,
            Set<String> roles,
            @Nullable String email,
            String hash,
            LearnerId pseudonym) {
        return changes.create(new Actor(null, origin), action, username, roles, email, hash, pseudonym);
    }

    private static ProblemException expired() {
        return Problem.of(410, "link-expired", "This link is no longer open")
                .withDetail(
                        "The invitation was accepted, deleted, or is too old. If you have chosen a name and a password with it"
                                + " before, the account may have been made though no answer said so: try to sign in with them. If not, ask an"
                                + " administrator for another invitation")
                .withField("token", "from an invitation that is open")
                .exception();
    }
}
