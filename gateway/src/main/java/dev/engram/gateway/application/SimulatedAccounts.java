package dev.engram.gateway.application;

import dev.engram.events.LearnerId;
import dev.engram.gateway.domain.Account;
import dev.engram.gateway.domain.Password;
import dev.engram.kit.auth.Role;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Accounts of simulated learners and of their teacher. They are demo accounts, since their passwords are published: nobody signs in
 * to them where demo accounts are turned off. For one thread.
 */
public final class SimulatedAccounts {
    private final AccountStore accounts;
    private final Passwords passwords;
    private final Predicate<LearnerId> erased;

    /** Hashing is slow on purpose, and the same password need not be hashed for each account. */
    private final Map<String, String> hashes = new HashMap<>();

    /** @param erased whether a learner was erased, for good */
    public SimulatedAccounts(AccountStore accounts, Passwords passwords, Predicate<LearnerId> erased) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.erased = erased;
    }

    /** What became of an account that was wanted. */
    public sealed interface Outcome {
        /** It is there. @param since when its days end; of one that was there before, those of then */
        record There(boolean made, Instant since) implements Outcome {}

        /** The learner was erased, and stays so. */
        record Erased() implements Outcome {}

        /** Somebody else, or another simulation, has the name. */
        record Taken() implements Outcome {}
    }

    /**
     * Makes an account, or finds it.
     *
     * @param learner of version 8
     * @param teacher whether it is the teacher of simulated classes, else a learner
     * @param end when the simulated days end; kept as the moment at which the account was made
     * @throws IllegalArgumentException if the id or the name is none of a simulated learner
     */
    public Outcome ensure(String username, LearnerId learner, boolean teacher, Instant end) {
        if (!learner.isSimulated()) {
            throw new IllegalArgumentException("learnerId must be a UUID of version 8, was " + learner.text());
        }
        var before = there(username, learner);
        if (before != null) {
            return before;
        }
        if (erased.test(learner)) {
            return new Outcome.Erased();
        }
        var hash = hashes.computeIfAbsent(
                teacher ? DemoAccounts.TEACHER_PASSWORD : DemoAccounts.LEARNER_PASSWORD,
                password -> passwords.hash(Password.typed(password)));
        var roles = teacher ? Set.of(Role.LEARNER_GROUP, Role.TEACHER_GROUP) : Set.of(Role.LEARNER_GROUP);
        var account = new Account(username, hash, learner, roles, false)
                .withCreatedAt(end)
                .asDemo();
        if (accounts.create(account)) {
            return new Outcome.There(true, end);
        }
        var other = there(username, learner);
        return other == null ? new Outcome.Taken() : other;
    }

    private @Nullable Outcome there(String username, LearnerId learner) {
        var found = accounts.find(username);
        if (found.isEmpty()) {
            return null;
        }
        var since = found.get().createdAt();
        return found.get().learnerId().equals(learner) && since != null
                ? new Outcome.There(false, since)
                : new Outcome.Taken();
    }
}
