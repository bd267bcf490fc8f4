package dev.engram.gateway.application.account;

import dev.engram.gateway.application.AccountStore;
import dev.engram.gateway.application.AttemptStore;
import dev.engram.gateway.application.AuditTrail;
import dev.engram.gateway.application.DemoAccounts;
import dev.engram.gateway.application.KnownDevices;
import dev.engram.gateway.application.SignInThrottle;
import dev.engram.gateway.application.account.AccountLinks.Delivery;
import dev.engram.gateway.application.account.PasswordResetStore.Link;
import dev.engram.gateway.domain.Account;
import dev.engram.gateway.domain.Actor;
import dev.engram.gateway.domain.AuditAction;
import dev.engram.gateway.domain.Origin;
import dev.engram.gateway.domain.PauseRule;
import dev.engram.gateway.domain.Secret;
import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.ProblemException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Sets passwords. Whoever was signed in with the one before is signed out, and no device is known any more. */
public final class PasswordChanges {
    /** Of the current password, by somebody who has got hold of a session. */
    private static final PauseRule GUESSES = new PauseRule(5, Duration.ofHours(1));

    /** How long the link of a reset is open. */
    public static final Duration LINK_LIFETIME = Duration.ofHours(24);

    private final AccountStore accounts;
    private final AccountChanges changes;
    private final NewPasswords passwords;
    private final PasswordResetStore resets;
    private final AccountLinks links;
    private final KnownDevices devices;
    private final AttemptStore attempts;
    private final AuditTrail audit;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    public PasswordChanges(
            AccountStore accounts,
            AccountChanges changes,
            NewPasswords passwords,
            PasswordResetStore resets,
            AccountLinks links,
            KnownDevices devices,
            AttemptStore attempts,
            AuditTrail audit,
            InstantSource clock) {
        this.accounts = accounts;
        this.changes = changes;
        this.passwords = passwords;
        this.resets = resets;
        this.links = links;
        this.devices = devices;
        this.attempts = attempts;
        this.audit = audit;
        this.clock = clock;
    }

    /** Changes the caller's own password. @throws ProblemException 403 if {@code current} is wrong; 400; 503 */
    public void change(Actor owner, Account account, String current, String next) {
        requireOwn(account);
        passwords.check("newPassword", account.username(), next);
        var key = "password-change " + account.learnerId().text();
        var wait = attempts.count(key, GUESSES, clock.instant());
        if (!wait.isZero()) {
            throw SignInThrottle.tooMany(wait);
        }
        var hash = account.passwordHash();
        if (hash == null || !passwords.matches(current, hash, owner.origin())) {
            audit.append(owner.wasRefused(AuditAction.PASSWORD_CHANGED, account.learnerId(), clock.instant()));
            throw wrong();
        }
        attempts.clear(key);
        var nextHash = passwords.hash("newPassword", account.username(), next, owner.origin());
        set(owner, account, nextHash, AuditAction.PASSWORD_CHANGED, before -> {
            if (before.signOuts() != account.signOuts()) {
                throw wrong();
            }
        });
    }

    private static ProblemException wrong() {
        return Problem.of(403, "credentials-wrong", "The current password is wrong")
                .withField("currentPassword", "must be the password that the account has")
                .exception();
    }

    /** @param check of the account as it is replaced, so that of two who change it at once the second is refused */
    private void set(Actor actor, Account account, String hash, AuditAction action, Consumer<Account> check) {
        UnaryOperator<Account> change = before -> {
            check.accept(before);
            return before.withPasswordHash(hash).signedOut(clock.instant());
        };
        changes.update(account.username(), null, change, (_, after) -> {
            audit.append(actor.did(action, after.learnerId(), clock.instant()));
            devices.forget(after.learnerId());
            // not good any more, whether this is done or not: it is for the password before
            resets.delete(after.learnerId());
        });
    }

    /** Makes a link by which the owner sets a password; one made before is void. @throws ProblemException 404 */
    public Delivery requestReset(Actor administrator, String username) {
        var account = accounts.find(username).orElseThrow(AccountChanges::noAccount);
        requireOwn(account);
        var secret = Secret.of(Secret.PASSWORD_RESET, random);
        var expiresAt = clock.instant().plus(LINK_LIFETIME);
        resets.replace(new Link(account.learnerId(), passwordOf(account), expiresAt), secret.digest());
        audit.append(administrator.did(AuditAction.PASSWORD_RESET_REQUESTED, account.learnerId(), clock.instant()));
        return links.passwordReset(secret, username, account.email(), expiresAt);
    }

    /** Sets the password by a link. @throws ProblemException 410 if it is no longer open; 400; 503 */
    public void reset(Origin origin, String typedSecret, String next) {
        var secret = new Secret(typedSecret);
        var link = resets.find(secret.digest(), clock.instant())
                .filter(_ -> secret.isOf(Secret.PASSWORD_RESET))
                .orElseThrow(PasswordChanges::expired);
        var account = accounts.findByLearner(link.account()).orElseThrow(PasswordChanges::expired);
        requireOpen(link, account);
        var hash = passwords.hash("password", account.username(), next, origin);
        // the write that sets the password is what spends the link: it can be tried again until that is done, and not
        // after
        set(
                new Actor(account.learnerId(), origin),
                account,
                hash,
                AuditAction.PASSWORD_RESET,
                before -> requireOpen(link, before));
    }

    private static void requireOpen(Link link, Account account) {
        if (!link.password().equals(passwordOf(account))) {
            throw expired();
        }
    }

    /** Which password an account has, without telling it. */
    private static String passwordOf(Account account) {
        return Secret.digest(String.valueOf(account.passwordHash()));
    }

    /** Sets the password that an operator has been given. @throws ProblemException 404; 400; 503 */
    public void set(Actor operator, String username, String next) {
        var account = accounts.find(username).orElseThrow(AccountChanges::noAccount);
        requireOwn(account);
        var hash = passwords.hash("password", username, next, operator.origin());
        set(operator, account, hash, AuditAction.PASSWORD_RESET, _ -> {});
    }

    /** Whose password is theirs alone: others try the demo with the one that is published, and a provider keeps its own. */
    private static void requireOwn(Account account) {
        if (account.identity() != null) {
            throw Problem.of(409, "password-of-provider", "This account has no password here")
                    .withDetail("Its owner signs in through another provider; a password is changed there")
                    .exception();
        }
        if (DemoAccounts.isDemo(account)) {
            throw Problem.of(403, "demo-account", "This is a demo account")
                    .withDetail("Its password is published and stays as it is")
                    .exception();
        }
    }

    private static ProblemException expired() {
        return Problem.of(410, "link-expired", "This link is no longer open")
                .withDetail("It was used, replaced by a later one, or is too old; ask an administrator for another one")
                .withField("token", "from a link that is open")
                .exception();
    }
}
