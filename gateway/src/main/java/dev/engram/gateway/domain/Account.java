package dev.engram.gateway.domain;

import dev.engram.events.LearnerId;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Somebody who may sign in. The only place where a name meets a pseudonym.
 *
 * @param username as {@link #usernameOf} gives it
 * @param passwordHash bcrypt, in its own notation
 * @param learnerId random, not made from anything about the person
 * @param roles what the token grants, of {@code Role.ALL}
 * @param disabled whether nobody may sign in, and what was signed in is signed out
 */
public record Account(String username, String passwordHash, LearnerId learnerId, Set<String> roles, boolean disabled) {
    /** What a username must satisfy. */
    public static final String USERNAME_RULE =
            "1 to 64 characters of a-z, 0-9, '.', '_' and '-', capitals taken as small";

    private static final Pattern USERNAME = Pattern.compile("[a-z0-9._-]{1,64}");

    public Account {
        if (!isUsername(username)) {
            throw new IllegalArgumentException("username must be " + USERNAME_RULE);
        }
        roles = Set.copyOf(roles);
    }

    /** The name that an account goes by, for what somebody typed. */
    public static String usernameOf(String typed) {
        return typed.strip().toLowerCase(Locale.ROOT);
    }

    /** Whether an account can go by this name. */
    public static boolean isUsername(String name) {
        return USERNAME.matcher(name).matches();
    }

    /** Without the hash. */
    @Override
    public String toString() {
        return "account of " + learnerId;
    }
}
