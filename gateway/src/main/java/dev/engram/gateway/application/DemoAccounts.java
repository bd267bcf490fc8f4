package dev.engram.gateway.application;

import dev.engram.events.Ids;
import dev.engram.events.LearnerId;
import dev.engram.gateway.application.AccountStore.Change;
import dev.engram.gateway.domain.Account;
import dev.engram.gateway.domain.Password;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Accounts whose passwords anybody can read here: for trying out. Two of them are made where demo accounts are turned on; those of
 * simulated classes are made by {@link SimulatedAccounts}.
 */
public final class DemoAccounts {
    /** Of the demo's learner, and of every simulated one. */
    static final String LEARNER_PASSWORD = "learn-transformers";

    /** Of the teacher of simulated classes. */
    static final String TEACHER_PASSWORD = "teach-transformers";

    private record Demo(String username, String password, Set<String> roles) {
        LearnerId learner() {
            return new LearnerId(Ids.v5(NAMESPACE, username));
        }
    }

    /** The same demo on another installation has the same learners. */
    private static final UUID NAMESPACE = UUID.fromString("a4c5b5f0-5c1d-4a53-9a5b-3f1b2f0b7c11");

    private static final List<Demo> DEMOS = List.of(
            new Demo("learner", LEARNER_PASSWORD, Set.of("learner")),
            new Demo("author", "write-transformers", Set.of("learner", "author")));

    private DemoAccounts() {}

    /** Whether the password of this account is published. */
    public static boolean isDemo(Account account) {
        return account.demo() || DEMOS.stream().anyMatch(demo -> demo.learner().equals(account.learnerId()));
    }

    /** Why nobody may use this account, or null. @param takesDemoAccounts whether demo accounts are turned on */
    public static @Nullable String refusal(Account account, boolean takesDemoAccounts) {
        if (account.disabled()) {
            return "disabled";
        }
        return !takesDemoAccounts && isDemo(account) ? "demo-account" : null;
    }

    /**
     * Signs demo accounts out that an earlier run has left, where they are turned off: their access tokens are refused, too.
     * Safe to repeat.
     */
    public static void signOut(AccountStore accounts, SignOutListener sessions, Instant now) {
        for (var demo : DEMOS) {
            accounts.find(demo.username()).filter(DemoAccounts::isDemo).ifPresent(account -> {
                var after = account.signedOut(now);
                if (accounts.update(after) == Change.DONE) {
                    sessions.signedOut(after);
                }
            });
        }
    }

    /** Whether this is the password of a demo account: nobody else may have it. */
    public static boolean isPublished(Password password) {
        return password.text().equals(TEACHER_PASSWORD)
                || DEMOS.stream().anyMatch(demo -> demo.password().equals(password.text()));
    }

    /**
     * Creates those that are not there; safe to repeat.
     *
     * @param erased whether a learner was erased, for good: the same account would have the same pseudonym
     * @return how many were created
     */
    public static int create(AccountStore accounts, Passwords passwords, Predicate<LearnerId> erased) {
        var created = 0;
        for (var demo : DEMOS) {
            if (accounts.find(demo.username()).isEmpty() && !erased.test(demo.learner())) {
                var hash = passwords.hash(Password.typed(demo.password()));
                var account = new Account(demo.username(), hash, demo.learner(), demo.roles(), false).asDemo();
                created += accounts.create(account) ? 1 : 0;
            }
        }
        return created;
    }

    /**
     * Marks the demo accounts that earlier releases left without a mark: those that go by a demo's name and have its published
     * password. An account of that name with another password is somebody's own. Safe to repeat.
     */
    public static void mark(AccountStore accounts, Passwords passwords) {
        for (var demo : DEMOS) {
            accounts.find(demo.username())
                    .filter(account -> !account.demo() && hasPassword(account, demo, passwords))
                    .ifPresent(account -> accounts.update(account.asDemo()));
        }
    }

    private static boolean hasPassword(Account account, Demo demo, Passwords passwords) {
        var hash = account.passwordHash();
        return hash != null && passwords.matches(Password.typed(demo.password()), hash);
    }
}
