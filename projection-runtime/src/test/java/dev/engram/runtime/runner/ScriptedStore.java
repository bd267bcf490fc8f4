package dev.engram.runtime.runner;

import dev.engram.projections.Aggregate;
import dev.engram.projections.AggregateKey;
import dev.engram.projections.Projected;
import dev.engram.projections.ProjectedContext;
import dev.engram.runtime.runner.Ledger.Rate;
import dev.engram.runtime.runner.Ledger.Tally;
import dev.engram.runtime.store.Checkpoint;
import dev.engram.runtime.store.ParkedEvent;
import dev.engram.runtime.store.ProjectionStore;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A store in memory that fails when told to, before or after it has done its work. */
final class ScriptedStore implements ProjectionStore<String, Tally, Rate> {

    private final ProjectionStore<String, Tally, Rate> store;
    private final Deque<RuntimeException> takeFailures = new ArrayDeque<>();
    private final Deque<Optional<RuntimeException>> transactFailures = new ArrayDeque<>();
    private @Nullable RuntimeException afterCommit;
    int takes;

    ScriptedStore(ProjectionStore<String, Tally, Rate> store) {
        this.store = store;
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

    @Override
    public void transact(Consumer<Work<String, Tally, Rate>> work) {
        if (!transactFailures.isEmpty()) {
            transactFailures.remove().ifPresent(scripted -> {
                throw scripted;
            });
        }
        store.transact(work);
        var failure = afterCommit;
        if (failure != null) {
            afterCommit = null;
            throw failure;
        }
    }

    @Override
    public Optional<Projected<Tally>> read(String key) {
        return store.read(key);
    }

    @Override
    public Optional<ProjectedContext<Rate>> readContext(String contextKey) {
        return store.readContext(contextKey);
    }

    @Override
    public List<String> staleContexts(int partition) {
        return store.staleContexts(partition);
    }

    @Override
    public Optional<ParkedEvent> parkedEvent(int partition, long offset) {
        return store.parkedEvent(partition, offset);
    }

    @Override
    public long parked(int partition) {
        return store.parked(partition);
    }

    @Override
    public Checkpoint checkpoint(int partition) {
        return store.checkpoint(partition);
    }

    @Override
    public List<ParkedEvent> parkedEvents(int partition, long from, int limit) {
        return store.parkedEvents(partition, from, limit);
    }

    @Override
    public Map<AggregateKey, long[]> rows(Aggregate<String, Tally> aggregate, String subject, long from, long to) {
        return store.rows(aggregate, subject, from, to);
    }

    @Override
    public void close() {
        store.close();
    }
}
