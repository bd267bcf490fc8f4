package dev.engram.gateway.domain;

import dev.engram.events.LearnerId;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may sign in. The only place where a name meets a pseudonym.
 *
 * @param username as {@link #usernameOf} gives it; never changes
 * @param passwordHash in a notation that names its algorithm; null where nobody signs in with a password
 * @param learnerId random, not made from anything about the person
 * @param roles what the token grants, of {@code Role.ALL}
 * @param disabled whether nobody may sign in, and what was signed in is signed out
 * @param email where letters about the account go, if anywhere
 * @param createdAt null for accounts of the releases that did not keep it
 * @param identity whom another provider signs in to this account
 * @param demo whether its password is published
 * @param signOuts how often everything of the account was signed out; what was signed in before is ended. Counted, since the clocks
 *     of two gateways differ
 * @param signedOutAt when that was last; null if never
 * @param version raised by every change
 */
public record Account(
        String username,
        @Nullable String passwordHash,
        LearnerId learnerId,
        Set<String> roles,
        boolean disabled,
        @Nullable String email,
        @Nullable Instant createdAt,
        @Nullable ExternalIdentity identity,
        boolean demo,
        long signOuts,
        @Nullable Instant signedOutAt,
        long version) {

    /** What a username must satisfy. */
    public static final String USERNAME_RULE =
            "1 to 64 characters of a-z, 0-9, '.', '_' and '-', the first a letter or digit, capitals taken as small";

    private static final Pattern USERNAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    public Account {
        if (!isUsername(username)) {
            throw new IllegalArgumentException("username must be " + USERNAME_RULE);
        }
        roles = Set.copyOf(roles);
    }

    /** An account without what is optional. */
    public Account(
            String username, @Nullable String passwordHash, LearnerId learnerId, Set<String> roles, boolean disabled) {
        this(username, passwordHash, learnerId, roles, disabled, null, null, null, false, 0, null, 0);
    }

    /** The name that an account goes by, for what somebody typed. */
    public static String usernameOf(String typed) {
        return typed.strip().toLowerCase(Locale.ROOT);
    }

    /** Whether an account can go by this name. */
    public static boolean isUsername(String name) {
        return USERNAME.matcher(name).matches();
    }

    /** Whether somebody can sign in to this account and has {@code role} then. */
    public boolean isActive(String role) {
        return !disabled && roles.contains(role) && (passwordHash != null || identity != null);
    }

    /** This account with another password. */
    public Account withPasswordHash(@Nullable String hash) {
        return new Account(
                username,
                hash,
                learnerId,
                roles,
                disabled,
                email,
                createdAt,
                identity,
                demo,
                signOuts,
                signedOutAt,
                version);
    }

    /** This account with other roles. */
    public Account withRoles(Set<String> others) {
        return new Account(
                username,
                passwordHash,
                learnerId,
                others,
                disabled,
                email,
                createdAt,
                identity,
                demo,
                signOuts,
                signedOutAt,
                version);
    }

    /** This account, disabled or enabled. */
    public Account withDisabled(boolean isDisabled) {
        return new Account(
                username,
                passwordHash,
                learnerId,
                roles,
                isDisabled,
                email,
                createdAt,
                identity,
                demo,
                signOuts,
                signedOutAt,
                version);
    }

    /** This account with another e-mail address. */
    public Account withEmail(@Nullable String address) {
        return new Account(
                username,
                passwordHash,
                learnerId,
                roles,
                disabled,
                address,
                createdAt,
                identity,
                demo,
                signOuts,
                signedOutAt,
                version);
    }

    /** This account, created at that moment. */
    public Account withCreatedAt(Instant moment) {
        return new Account(
                username,
                passwordHash,
                learnerId,
                roles,
                disabled,
                email,
                moment,
                identity,
                demo,
                signOuts,
                signedOutAt,
                version);
    }

    /** This account, signed in by another provider too. */
    public Account withIdentity(@Nullable ExternalIdentity other) {
        return new Account(
                username,
                passwordHash,
                learnerId,
                roles,
                disabled,
                email,
                createdAt,
                other,
                demo,
                signOuts,
                signedOutAt,
                version);
    }

    /** This account, as one whose password is published. */
    public Account asDemo() {
        return new Account(
                username,
                passwordHash,
                learnerId,
                roles,
                disabled,
                email,
                createdAt,
                identity,
                true,
                signOuts,
                signedOutAt,
                version);
    }

    /** This account, with all signed out that was signed in until now. */
    public Account signedOut(Instant now) {
        return new Account(
                username,
                passwordHash,
                learnerId,
                roles,
                disabled,
                email,
                createdAt,
                identity,
                demo,
                signOuts + 1,
                now,
                version);
    }

    /** This account at another version. */
    public Account atVersion(long other) {
        return new Account(
                username,
                passwordHash,
                learnerId,
                roles,
                disabled,
                email,
                createdAt,
                identity,
                demo,
                signOuts,
                signedOutAt,
                other);
    }

    /** Without the hash. */
    @Override
    public String toString() {
        return "account of " + learnerId;
    }
}
