package dev.engram.gateway.application;

import dev.engram.events.LearnerId;
import dev.engram.gateway.application.KnownDevices.Familiarity;
import dev.engram.gateway.application.SignInThrottle.Admission;
import dev.engram.gateway.domain.Account;
import dev.engram.gateway.domain.AuditAction;
import dev.engram.gateway.domain.AuditEntry;
import dev.engram.gateway.domain.AuditEntry.Outcome;
import dev.engram.gateway.domain.Origin;
import dev.engram.gateway.domain.Password;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Checks a name and a password. Takes as long for a name that there is not as for a wrong password. */
public final class SignIn {
    /** Asked about where there is no account, so that the store is asked as often. */
    private static final LearnerId NOBODY = new LearnerId(new UUID(0, 0));
    /** Compared where the password cannot be one. */
    private static final Password NO_PASSWORD = Password.typed("");

    private final AccountStore accounts;
    private final Passwords passwords;
    private final HashingQueue hashing;
    private final SignInThrottle throttle;
    private final KnownDevices devices;
    private final AuditTrail audit;
    /** Looked up at a time: a part of the connections to the database. */
    private final Semaphore strangers = new Semaphore(8, true);

    private final OncePerMinute throttled = new OncePerMinute();
    private final InstantSource clock;
    private final boolean takesDemoAccounts;
    private final String nobodysHash;

    /**
     * Hashes once, to have something to compare with where there is no account.
     *
     * @param takesDemoAccounts false: nobody signs in to a demo account that an earlier run has left
     */
    public SignIn(
            AccountStore accounts,
            Passwords passwords,
            HashingQueue hashing,
            SignInThrottle throttle,
            KnownDevices devices,
            AuditTrail audit,
            InstantSource clock,
            boolean takesDemoAccounts) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.hashing = hashing;
        this.throttle = throttle;
        this.devices = devices;
        this.audit = audit;
        this.clock = clock;
        this.takesDemoAccounts = takesDemoAccounts;
        this.nobodysHash = passwords.hash(Password.typed(UUID.randomUUID().toString()));
    }

    /** What became of an attempt to sign in. */
    public sealed interface SignInOutcome {
        /** Name and password are right. @param device the secret by which this device is known from now on */
        record SignedIn(Account account, String device) implements SignInOutcome {}

        /** One of the two is wrong, or the account may not be used; the answer does not say which. */
        record Refused() implements SignInOutcome {}

        /** Too many failures: not even looked at. @param pause until the next attempt */
        record TooMany(Duration pause) implements SignInOutcome {}

        /** Too many attempts of others at this moment: not looked at. */
        record Overloaded() implements SignInOutcome {}
    }

    /**
     * What is known before the password is looked at.
     *
     * @param admission null where the queue is full
     */
    private record Candidate(
            Optional<Account> account,
            Familiarity familiarity,
            @Nullable Admission admission) {}

    /** One attempt; counted if it fails. */
    public SignInOutcome attempt(String typedName, String typedPassword, Origin origin) {
        var now = clock.instant();
        var username = Account.usernameOf(typedName);
        var candidate = candidate(username, origin, now);
        var account = candidate.account();
        var learner = account.map(Account::learnerId);
        var admission = candidate.admission();
        if (admission == null) {
            return new SignInOutcome.Overloaded();
        }
        if (admission.pause().isPositive()) {
            // a client that asks on and on must not fill the database
            if (throttled.isFirst(origin.address() + " " + username, now)) {
                append(Outcome.THROTTLED, learner.orElse(null), origin, now, "pause");
            }
            return new SignInOutcome.TooMany(admission.pause());
        }
        var isKnown = candidate.familiarity() != Familiarity.NONE;
        var matches = hashing.run(origin.address(), isKnown, () -> matches(account, Password.typed(typedPassword)));
        if (matches.isEmpty()) {
            throttle.withdrawn(admission.attempt());
            return new SignInOutcome.Overloaded();
        }
        var refusal = refusal(account, matches.get());
        if (refusal == null && !isUnchanged(account)) {
            // while the password was compared, it was reset or the account disabled
            refusal = "signed-out-meanwhile";
        }
        if (account.isEmpty() || refusal != null) {
            append(Outcome.REFUSED, learner.orElse(null), origin, now, String.valueOf(refusal));
            return new SignInOutcome.Refused();
        }
        throttle.succeeded(admission.attempt());
        rehash(account.get(), Password.typed(typedPassword), origin);
        append(Outcome.OK, learner.get(), origin, now, "password");
        return new SignInOutcome.SignedIn(account.get(), devices.remember(learner.get(), origin, now));
    }

    /** Who shows a device does not wait for the database behind those who show none. */
    private Candidate candidate(String username, Origin origin, Instant now) {
        if (origin.device() != null) {
            return lookedUp(username, origin, now);
        }
        strangers.acquireUninterruptibly();
        try {
            return lookedUp(username, origin, now);
        } finally {
            strangers.release();
        }
    }

    private Candidate lookedUp(String username, Origin origin, Instant now) {
        var account = Account.isUsername(username) ? accounts.find(username) : Optional.<Account>empty();
        var familiarity = devices.familiarity(account.map(Account::learnerId).orElse(NOBODY), origin, now);
        var isFull = familiarity == Familiarity.NONE && !hashing.admits(origin.address());
        return new Candidate(account, familiarity, isFull ? null : throttle.enter(username, origin, familiarity, now));
    }

    private boolean matches(Optional<Account> account, Password typed) {
        var hash = account.map(Account::passwordHash).orElse(nobodysHash);
        // compared in any case, so that it takes the same time
        return passwords.matches(typed.isReadable() ? typed : NO_PASSWORD, hash) && typed.isReadable();
    }

    private @Nullable String refusal(Optional<Account> account, boolean matches) {
        if (account.isEmpty()) {
            return "no-account";
        }
        if (!matches || account.get().passwordHash() == null) {
            return "wrong-password";
        }
        return DemoAccounts.refusal(account.get(), takesDemoAccounts);
    }

    /**
     * Whether the account was not signed out since it was read. If it is signed out even later, the session that begins is refused,
     * see {@link Account#signOuts()}.
     */
    private boolean isUnchanged(Optional<Account> read) {
        return read.flatMap(account -> accounts.find(account.username())
                        .filter(now ->
                                now.learnerId().equals(account.learnerId()) && now.signOuts() == account.signOuts()))
                .isPresent();
    }

    /** Hashes of earlier releases are made again now that the password is known; if that is not possible, next time. */
    private void rehash(Account account, Password password, Origin origin) {
        if (account.passwordHash() != null && !passwords.isCurrent(account.passwordHash())) {
            hashing.run(origin.address(), true, () -> passwords.hash(password))
                    .ifPresent(hash -> accounts.update(account.withPasswordHash(hash)));
        }
    }

    private void append(Outcome outcome, @Nullable LearnerId learner, Origin origin, Instant now, String reason) {
        audit.append(AuditEntry.of(now, AuditAction.SIGN_IN, outcome, learner, learner, origin.address())
                .with(Map.of("reason", reason)));
    }
}
