package dev.engram.gateway.application;

import dev.engram.gateway.domain.Account;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Checks a name and a password. Takes as long for a name that there is not as for a wrong password. */
public final class SignIn {
    private final AccountStore accounts;
    private final Passwords passwords;
    private final InstantSource clock;
    private final boolean takesPublishedPasswords;
    private final FailedLoginTracker attempts = new FailedLoginTracker();
    private final String nobodysHash;

    /**
     * Hashes once, to have something to compare with where there is no account.
     *
     * @param takesPublishedPasswords false: nobody signs in with the password of a demo account, since an earlier run may
     *     have left those accounts in the database
     */
    public SignIn(AccountStore accounts, Passwords passwords, InstantSource clock, boolean takesPublishedPasswords) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.clock = clock;
        this.takesPublishedPasswords = takesPublishedPasswords;
        this.nobodysHash = passwords.hash("no account has this password");
    }

    /** What became of an attempt to sign in. */
    public sealed interface SignInOutcome {
        /** Name and password are right. */
        record SignedIn(Account account) implements SignInOutcome {}

        /** One of the two is wrong; the answer does not say which. */
        record Refused() implements SignInOutcome {}

        /** Too many failures: not even looked at. @param pause until the next attempt */
        record TooMany(Duration pause) implements SignInOutcome {}
    }

    /** One attempt; counted against the name if it fails. */
    public SignInOutcome attempt(String typedName, String password) {
        var username = Account.usernameOf(typedName);
        var wait = attempts.waitFor(username, clock.instant());
        if (!wait.isZero()) {
            return new SignInOutcome.TooMany(wait);
        }
        // counted before the slow part, so that attempts made side by side are all counted
        attempts.failed(username, clock.instant());
        var account = Account.isUsername(username) ? accounts.find(username) : Optional.<Account>empty();
        var matches =
                passwords.matches(password, account.map(Account::passwordHash).orElse(nobodysHash));
        if (account.isEmpty() || account.get().disabled() || !matches || isTooLong(password) || isPublished(password)) {
            return new SignInOutcome.Refused();
        }
        attempts.succeeded(username);
        return new SignInOutcome.SignedIn(account.get());
    }

    private boolean isPublished(String password) {
        return !takesPublishedPasswords && DemoAccounts.isPublished(password);
    }

    private static boolean isTooLong(String password) {
        return password.getBytes(StandardCharsets.UTF_8).length > Passwords.MAX_BYTES;
    }
}
