package dev.engram.gateway.domain;

import dev.engram.events.LearnerId;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
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
        return with(copy -> copy.passwordHash = hash);
    }

    /** This account with other roles. */
    public Account withRoles(Set<String> others) {
        return with(copy -> copy.roles = others);
    }

    /** This account, disabled or enabled. */
    public Account withDisabled(boolean isDisabled) {
        return with(copy -> copy.disabled = isDisabled);
    }

    /**
     * This account with these roles, disabled or not. Where it loses a role or is disabled, everything that is signed in is signed
     * out.
     */
    public Account withRights(Set<String> others, boolean isDisabled, Instant now) {
        var after = withRoles(others).withDisabled(isDisabled);
        var isLess = !others.containsAll(roles) || (isDisabled && !disabled);
        return isLess ? after.signedOut(now) : after;
    }

    /** This account with another e-mail address. */
    public Account withEmail(@Nullable String address) {
        return with(copy -> copy.email = address);
    }

    /** This account, created at that moment. */
    public Account withCreatedAt(Instant moment) {
        return with(copy -> copy.createdAt = moment);
    }

    /** This account, signed in by another provider too. */
    public Account withIdentity(@Nullable ExternalIdentity other) {
        return with(copy -> copy.identity = other);
    }

    /** This account, as one whose password is published. */
    public Account asDemo() {
        return with(copy -> copy.demo = true);
    }

    /** This account, with all signed out that was signed in until now. */
    public Account signedOut(Instant now) {
        return with(copy -> {
            copy.signOuts++;
            copy.signedOutAt = now;
        });
    }

    /** This account at another version. */
    public Account atVersion(long other) {
        return with(copy -> copy.version = other);
    }

    private Account with(Consumer<Copy> change) {
        var copy = new Copy(this);
        change.accept(copy);
        return copy.account();
    }

    /** The fields of an account, of which some are changed. */
    private static final class Copy {
        private final Account before;
        private @Nullable String passwordHash;
        private Set<String> roles;
        private boolean disabled;
        private @Nullable String email;
        private @Nullable Instant createdAt;
        private @Nullable ExternalIdentity identity;
        private boolean demo;
        private long signOuts;
        private @Nullable Instant signedOutAt;
        private long version;

        Copy(Account before) {
            this.before = before;
            this.passwordHash = before.passwordHash;
            this.roles = before.roles;
            this.disabled = before.disabled;
            this.email = before.email;
            this.createdAt = before.createdAt;
            this.identity = before.identity;
            this.demo = before.demo;
            this.signOuts = before.signOuts;
            this.signedOutAt = before.signedOutAt;
            this.version = before.version;
        }

        Account account() {
            return new Account(
                    before.username,
                    passwordHash,
                    before.learnerId,
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
    }

    /** Without the hash. */
    @Override
    public String toString() {
        return "account of " + learnerId;
    }
}
