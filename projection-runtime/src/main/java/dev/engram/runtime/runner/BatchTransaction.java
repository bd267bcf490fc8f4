package dev.engram.runtime.runner;

import dev.engram.projections.Aggregate;
import dev.engram.projections.Contributions;
import dev.engram.projections.Derivation;
import dev.engram.projections.Projected;
import dev.engram.projections.ProjectedContext;
import dev.engram.projections.Projection;
import dev.engram.runtime.store.Checkpoint;
import dev.engram.runtime.store.ParkedEvent;
import dev.engram.runtime.store.ProjectionStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Applies batches and re-derives documents in chunks, each in one transaction. Confined to the consumer's thread. */
final class BatchTransaction<E, K, S, C> {
    /** Rows that several partitions feed which an erasure writes at a time. */
    private static final int MOST_ROWS = 2_000;

    /** What a batch has brought about: contexts that changed, those of them that became stale, events parked. */
    record Applied(
            Checkpoint checkpoint, Set<String> changed, Set<String> stale, List<ParkedEvent> parked, long foldNanos) {}

    /** @param resolved events that no longer wait */
    record Cleared(Checkpoint checkpoint, List<ParkedEvent> resolved) {}

    /** @param isNothingLeft of what was stored of an unbuilt partition */
    record Removed(Checkpoint checkpoint, boolean isNothingLeft) {}

    /** @param finished no document of an older epoch is left */
    record Rederived(Checkpoint checkpoint, boolean finished, int documents, long foldNanos) {}

    private final Projection<E, K, S, C> projection;
    private final ProjectionStore<K, S, C> store;

    BatchTransaction(Projection<E, K, S, C> projection, ProjectionStore<K, S, C> store) {
        this.projection = projection;
        this.store = store;
    }

    /** Applies a batch, all or nothing. */
    Applied apply(Batch<E, K> batch, Checkpoint held) {
        return apply(batch, held, false);
    }

    /**
     * Applies some of the events of an unbuilt partition, which stays unbuilt.
     *
     * @param whole whether the events are all that there are of their contexts: no document is left to be re-derived then
     */
    Applied build(List<Batch.Entry<E, K>> entries, Checkpoint held, boolean whole) {
        return apply(new Batch<>(entries, held.next(), null, null), held, whole);
    }

    /**
     * Removes some of what was stored of an unbuilt partition.
     *
     * @param contextKeys of all its documents
     */
    Removed removeSome(Set<String> contextKeys, Checkpoint held, int limit) {
        var nothingLeft = new boolean[1];
        store.transact(work -> {
            work.advance(held, held.turned());
            nothingLeft[0] = work.removeSome(contextKeys, projection.aggregates(), limit);
        });
        return new Removed(held.turned(), nothingLeft[0]);
    }

    private Applied apply(Batch<E, K> batch, Checkpoint held, boolean whole) {
        var next = held.advancedTo(batch.next(), batch.leaderEpoch(), batch.appended());
        var outcome = new Object() {
            Set<String> changed = Set.of();
            Set<String> stale = Set.of();
            List<ParkedEvent> parked = List.of();
            long nanos;
        };
        store.transact(work -> {
            work.advance(held, next);
            if (batch.entries().isEmpty()) {
                return;
            }
            var result = fold(work, batch, whole);
            outcome.nanos = result.foldNanos();
            outcome.changed = result.contexts().keySet();
            outcome.stale = whole ? Set.of() : result.stale();
            outcome.parked = result.parked();
            work.park(result.parked());
        });
        return new Applied(next, outcome.changed, outcome.stale, outcome.parked, outcome.nanos);
    }

    /**
     * Applies one event that was parked, and ends its waiting.
     *
     * @return why it still cannot be applied, and only the turn has moved; null if it was applied
     */
    ParkedEvent.@Nullable Why replay(
            Batch.Entry.Readable<E, K> entry, ParkedEvent event, Checkpoint held, ParkedEvent.Resolution resolution) {
        var batch = new Batch<>(List.<Batch.Entry<E, K>>of(entry), held.next(), null, null);
        var outcome = new ParkedEvent.@Nullable Why[1];
        store.transact(work -> {
            work.advance(held, held.turned());
            var result = fold(work, batch, false); // an event that cannot be applied changes nothing
            if (result.parked().isEmpty()) {
                work.resolve(event, resolution);
            } else {
                outcome[0] = result.parked().getFirst().why();
            }
        });
        return outcome[0];
    }

    private BatchFold.Result<C> fold(ProjectionStore.Work<K, S, C> work, Batch<E, K> batch, boolean whole) {
        var result = new BatchFold<>(projection, work, (before, after) -> write(work, before, after)).run(batch);
        work.writeContexts(whole ? derived(result.contexts()) : result.contexts());
        erase(work, result.erased());
        return result;
    }

    private static <C> Map<String, ProjectedContext<C>> derived(Map<String, ProjectedContext<C>> contexts) {
        var derived = new HashMap<String, ProjectedContext<C>>();
        contexts.forEach(
                (key, context) -> derived.put(key, new ProjectedContext<>(context.context(), context.epoch(), false)));
        return derived;
    }

    /** Parks one event that cannot be stored, instead of applying it. */
    Applied park(Batch<E, K> batch, ParkedEvent event, Checkpoint held) {
        var next = held.advancedTo(batch.next(), batch.leaderEpoch(), batch.appended());
        store.transact(work -> {
            work.advance(held, next);
            work.park(List.of(event));
        });
        return new Applied(next, Set.of(), Set.of(), List.of(event), 0);
    }

    /** Ends the waiting of those parked events of one context that have become obsolete. */
    Cleared clearObsolete(
            String contextKey, Map<ParkedEvent, E> waiting, Checkpoint held, ParkedEvent.Resolution resolution) {
        var resolved = new ArrayList<ParkedEvent>();
        store.transact(work -> {
            resolved.clear();
            work.advance(held, held.turned());
            var context = work.loadContexts(Set.of(contextKey)).get(contextKey);
            if (context != null) {
                waiting.forEach((parked, event) -> {
                    if (projection.isObsolete(context.context(), event)) {
                        work.resolve(parked, resolution);
                        resolved.add(parked);
                    }
                });
            }
        });
        return new Cleared(held.turned(), resolved);
    }

    /** Ends the waiting of a parked event and changes nothing else. */
    void resolve(ParkedEvent event, Checkpoint held, ParkedEvent.Resolution resolution) {
        store.transact(work -> {
            work.advance(held, held.turned());
            work.resolve(event, resolution);
        });
    }

    /** Stores documents, and what they contribute more or less than before. */
    private void write(ProjectionStore.Work<K, S, C> work, Map<K, Projected<S>> before, Map<K, Projected<S>> after) {
        work.write(after);
        for (var aggregate : projection.aggregates()) {
            work.add(aggregate, Contributions.differences(aggregate, before, after));
        }
    }

    private void erase(ProjectionStore.Work<K, S, C> work, Map<String, Long> erased) {
        var shared = projection.aggregates().stream()
                .filter(Aggregate::isFedBySeveralPartitions)
                .toList();
        var own = projection.aggregates().stream()
                .filter(aggregate -> !aggregate.isFedBySeveralPartitions())
                .toList();
        erased.forEach((contextKey, offset) -> {
            for (var aggregate : shared) {
                var before = new Contributions<>(aggregate);
                work.scan(contextKey, (key, state) -> {
                    before.add(key, state, -1);
                    if (before.size() >= MOST_ROWS) {
                        work.add(aggregate, before.drain());
                    }
                });
                work.add(aggregate, before.drain());
            }
            var _ = work.erase(contextKey, offset, own);
        });
    }

    /** Re-derives up to {@code limit} documents of a stale context, which ends being stale with the last of them. */
    Rederived rederive(String contextKey, Checkpoint held, int limit) {
        var next = held.turned();
        var outcome = new Object() {
            boolean finished;
            int documents;
            long nanos;
        };
        store.transact(work -> {
            work.advance(held, next);
            var context = work.loadContexts(Set.of(contextKey)).get(contextKey);
            if (context == null || !context.stale()) {
                outcome.finished = true;
                return;
            }
            var outdated = work.outdated(contextKey, context.epoch(), limit);
            long start = System.nanoTime();
            var derived = new HashMap<K, Projected<S>>();
            outdated.documents()
                    .forEach((key, document) ->
                            derived.put(key, Derivation.of(projection, document.state(), contextKey, context)));
            outcome.nanos = System.nanoTime() - start;
            write(work, outdated.documents(), derived);
            outcome.documents = derived.size();
            outcome.finished = outdated.complete();
            if (outcome.finished) {
                work.clearStale(contextKey, context.epoch());
            }
        });
        return new Rederived(next, outcome.finished, outcome.documents, outcome.nanos);
    }
}
