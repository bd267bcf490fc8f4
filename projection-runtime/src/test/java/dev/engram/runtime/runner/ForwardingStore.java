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
import dev.engram.runtime.store.ProjectionStore.Erasure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A store that passes every call on, for those that make some calls fail. */
abstract class ForwardingStore implements ProjectionStore<String, Tally, Rate> {

    final ProjectionStore<String, Tally, Rate> store;

    ForwardingStore(ProjectionStore<String, Tally, Rate> store) {
        this.store = store;
    }

    @Override
    public Checkpoint take(int partition) {
        return store.take(partition);
    }

    @Override
    public void transact(Consumer<Work<String, Tally, Rate>> work) {
        store.transact(work);
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
    public List<ParkedEvent> parkedOf(int partition, String contextKey, int limit) {
        return store.parkedOf(partition, contextKey, limit);
    }

    @Override
    public Optional<Erasure> erasure(String contextHash) {
        return store.erasure(contextHash);
    }

    @Override
    public Set<Long> skippedFrom(int partition, long offset) {
        return store.skippedFrom(partition, offset);
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
