package dev.engram.runtime.runner;

import dev.engram.projections.AggregateKey;
import dev.engram.projections.Projected;
import dev.engram.projections.ProjectedContext;
import dev.engram.runtime.store.Checkpoint;
import dev.engram.runtime.store.ParkedEvent;
import dev.engram.runtime.store.ProjectionStore.Erasure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one generation holds. A transaction works on a copy, which replaces it at the commit. Guarded by its monitor. */
final class InMemoryGeneration<K, S, C> {

    /** A context and the partition that it belongs to. */
    record Placed<C>(int partition, ProjectedContext<C> context) {}

    /** A row of an aggregate and the partition that feeds it. */
    record Row(String aggregate, int partition, AggregateKey key) {}

    final Map<Integer, Checkpoint> checkpoints = new HashMap<>();
    final Map<K, Projected<S>> documents = new HashMap<>();
    final Map<String, Placed<C>> contexts = new HashMap<>();
    final List<ParkedEvent> parked = new ArrayList<>();
    final Map<Row, long[]> rows = new HashMap<>();
    final Map<String, Erasure> erased = new HashMap<>();

    /** Keys of documents and of contexts that cannot be read. */
    final Set<Object> damaged = new HashSet<>();

    InMemoryGeneration(List<Checkpoint> first) {
        first.forEach(checkpoint -> checkpoints.put(checkpoint.partition(), checkpoint));
    }

    InMemoryGeneration<K, S, C> copy() {
        var copy = new InMemoryGeneration<K, S, C>(List.of());
        copy.replaceBy(this);
        return copy;
    }

    void replaceBy(InMemoryGeneration<K, S, C> other) {
        checkpoints.clear();
        checkpoints.putAll(other.checkpoints);
        documents.clear();
        documents.putAll(other.documents);
        contexts.clear();
        contexts.putAll(other.contexts);
        parked.clear();
        parked.addAll(other.parked);
        rows.clear();
        rows.putAll(other.rows);
        erased.clear();
        erased.putAll(other.erased);
        damaged.clear();
        damaged.addAll(other.damaged);
    }
}
