package dev.engram.runtime.runner;

import dev.engram.runtime.runner.Ledger.Rate;
import dev.engram.runtime.runner.Ledger.Tally;
import dev.engram.runtime.store.Checkpoint;
import dev.engram.runtime.store.ProjectionStore;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A store in memory that fails when told to, before or after it has done its work. */
final class ScriptedStore extends ForwardingStore {

    private final Deque<RuntimeException> takeFailures = new ArrayDeque<>();
    private final Deque<Optional<RuntimeException>> transactFailures = new ArrayDeque<>();
    private final Map<String, RuntimeException> refused = new HashMap<>();
    private @Nullable RuntimeException afterCommit;
    int takes;

    ScriptedStore(ProjectionStore<String, Tally, Rate> store) {
        super(store);
    }

    void failTake(RuntimeException failure) {
        takeFailures.add(failure);
    }

    void failTransaction(RuntimeException failure) {
        transactFailures.add(Optional.of(failure));
    }

    void failSecondTransaction(RuntimeException failure) {
        transactFailures.add(Optional.empty());
        failTransaction(failure);
    }

    /** The next transaction is stored, but its caller does not learn of it. */
    void failAfterCommit(RuntimeException failure) {
        afterCommit = failure;
    }

    @Override
    public Checkpoint take(int partition) {
        takes++;
        if (!takeFailures.isEmpty()) {
            throw takeFailures.remove();
        }
        return store.take(partition);
    }

    /** Every transaction that writes a document fails. */
    void refuse(String key, RuntimeException failure) {
        refused.put(key, failure);
    }

    @Override
    public void transact(Consumer<Work<String, Tally, Rate>> work) {
        if (!transactFailures.isEmpty()) {
            transactFailures.remove().ifPresent(scripted -> {
                throw scripted;
            });
        }
        store.transact(inner -> {
            work.accept(inner);
            refused.forEach((key, failure) -> {
                if (inner.load(Set.of(key)).containsKey(key)) {
                    throw failure;
                }
            });
        });
        var failure = afterCommit;
        if (failure != null) {
            afterCommit = null;
            throw failure;
        }
    }
}
