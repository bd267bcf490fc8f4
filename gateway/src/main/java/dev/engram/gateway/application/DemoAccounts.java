package dev.engram.gateway.application;

import dev.engram.events.Ids;
import dev.engram.events.LearnerId;
import dev.engram.gateway.domain.Account;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/** Two accounts whose passwords anybody can read here: for trying out. */
public final class DemoAccounts {
    private record Demo(String username, String password, Set<String> roles) {}

    /** The same demo on another installation has the same learners. */
    private static final UUID NAMESPACE = UUID.fromString("a4c5b5f0-5c1d-4a53-9a5b-3f1b2f0b7c11");

    private static final List<Demo> DEMOS = List.of(
            new Demo("learner", "learn-transformers", Set.of("learner")),
            new Demo("author", "write-transformers", Set.of("learner", "author")));

    private DemoAccounts() {}

    /** Whether this is the password of a demo account. */
    static boolean isPublished(String password) {
        return DEMOS.stream().anyMatch(demo -> demo.password().equals(password));
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
            var learner = new LearnerId(Ids.v5(NAMESPACE, demo.username()));
            if (accounts.find(demo.username()).isEmpty() && !erased.test(learner)) {
                var account =
                        new Account(demo.username(), passwords.hash(demo.password()), learner, demo.roles(), false);
                created += accounts.create(account) ? 1 : 0;
            }
        }
        return created;
    }
}
