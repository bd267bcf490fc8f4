package dev.engram.gateway.application.account;

import dev.engram.gateway.application.DemoAccounts;
import dev.engram.gateway.application.HashingQueue;
import dev.engram.gateway.application.Passwords;
import dev.engram.gateway.domain.Origin;
import dev.engram.gateway.domain.Password;
import dev.engram.kit.problem.Fields;
import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.ProblemException;

/** Checks and hashes passwords that are set. */
public final class NewPasswords {
    private final Passwords passwords;
    private final HashingQueue hashing;

    public NewPasswords(Passwords passwords, HashingQueue hashing) {
        this.passwords = passwords;
        this.hashing = hashing;
    }

    /**
     * The hash of a new password.
     *
     * @param field by which the request names it
     * @throws ProblemException 400 saying which rule it breaks; 503 if too many are hashed at this moment
     */
    String hash(String field, String username, String typed, Origin origin) {
        check(field, username, typed);
        return hashing.run(origin.address(), false, () -> passwords.hash(Password.typed(typed)))
                .orElseThrow(NewPasswords::overloaded);
    }

    /** @throws ProblemException 400 saying which rule it breaks */
    public void check(String field, String username, String typed) {
        var password = Password.typed(typed);
        var fault = password.fault(username);
        if (fault == null && (passwords.isCommon(password) || DemoAccounts.isPublished(password))) {
            fault =
                    "must not be one of the commonest passwords, which are guessed first; several words together are better";
        }
        if (fault != null) {
            throw Fields.invalid(field, fault);
        }
    }

    /** Whether {@code typed} is the password with that hash. @throws ProblemException 503 as {@link #hash} */
    boolean matches(String typed, String hash, Origin origin) {
        var password = Password.typed(typed);
        return password.isReadable()
                && hashing.run(origin.address(), true, () -> passwords.matches(password, hash))
                        .orElseThrow(NewPasswords::overloaded);
    }

    private static ProblemException overloaded() {
        return Problem.of(503, "overloaded", "Too much at once")
                .withDetail("Too many people sign in at this moment; nothing was changed, try again")
                .exception()
                .withHeader("Retry-After", "1");
    }
}
