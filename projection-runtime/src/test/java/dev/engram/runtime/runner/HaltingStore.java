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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** A store that halts at the end of its first transaction's work, before the commit, and notes how it failed. */
record HaltingStore(
        ProjectionStore<String, Tally, Rate> store, Runnable halt, AtomicReference<RuntimeException> failure)
        implements ProjectionStore<String, Tally, Rate> {

    @Override
    public Checkpoint take(int partition) {
        return store.take(partition);
    }

    @Override
    public void transact(Consumer<Work<String, Tally, Rate>> work) {
        if (failure.get() != null) {
            store.transact(work);
            return;
        }
        try {
            store.transact(inner -> {
                work.accept(inner);
                halt.run();
            });
        } catch (RuntimeException late) {
            failure.set(late);
            throw late;
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
