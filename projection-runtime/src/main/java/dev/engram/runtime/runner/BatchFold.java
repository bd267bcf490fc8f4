package dev.engram.runtime.runner;

import dev.engram.projections.UnappliedException;
import dev.engram.projections.Derivation;
import dev.engram.runtime.store.ParkedEvent;
import dev.engram.projections.Projected;
import dev.engram.projections.ProjectedContext;
import dev.engram.projections.Projection;
import dev.engram.runtime.runner.Batch.Entry.Readable;
import dev.engram.runtime.runner.Batch.Entry.Unreadable;
import dev.engram.runtime.store.ParkedEvent.Why;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Folds one batch over the contexts and documents that it touches, in memory. Used once. */
final class BatchFold<E, K, S, C> {

    private record Touched<S>(S state, String contextKey) {}

    private final Projection<E, K, S, C> projection;
    private final Batch<E, K> batch;
    private final Set<String> contextKeys = new HashSet<>();
    private final Set<K> keys = new HashSet<>();

    private final Map<String, ProjectedContext<C>> contexts = new HashMap<>();
    private final Map<String, ProjectedContext<C>> changedContexts = new HashMap<>();
    private final Map<K, Projected<S>> stored = new HashMap<>();
    private final Map<K, Touched<S>> touched = new HashMap<>();
    private final Map<K, Projected<S>> documents = new HashMap<>();
    private final Set<String> marked = new HashSet<>();
    private final List<ParkedEvent> parked = new ArrayList<>();
    private long nanos;

    BatchFold(Projection<E, K, S, C> projection, Batch<E, K> batch) {
        this.projection = projection;
        this.batch = batch;
        for (var entry : batch.entries()) {
            if (entry instanceof Readable<E, K> readable) {
                contextKeys.add(readable.contextKey());
                keys.addAll(readable.keys());
            }
        }
    }

    void run(Map<String, ProjectedContext<C>> storedContexts, Map<K, Projected<S>> storedDocuments) {
        long start = System.nanoTime();
        contexts.putAll(storedContexts);
        stored.putAll(storedDocuments);
        for (var entry : batch.entries()) {
            switch (entry) {
                case Readable<E, K> readable -> apply(readable);
                case Unreadable<E, K>(var origin, var why) -> parked.add(Batch.parked(origin, why));
            }
        }
        touched.forEach((key, document) -> documents.put(
                key,
                Derivation.of(projection, document.state(), document.contextKey(), context(document.contextKey()))));
        nanos = System.nanoTime() - start;
    }

    /** An event is applied to its context and all its documents, or parked. */
    private void apply(Readable<E, K> readable) {
        var before = context(readable.contextKey());
        var event = readable.event();
        try {
            var context = projection.applyContext(before.context(), event);
            var changed = new HashMap<K, Touched<S>>();
            for (var key : readable.keys()) {
                changed.put(key, new Touched<>(projection.apply(state(key), event), readable.contextKey()));
            }
            if (!context.equals(before.context())) {
                change(readable.contextKey(), before, context);
            }
            touched.putAll(changed);
        } catch (RuntimeException | StackOverflowError failure) {
            parked.add(Batch.parked(readable.origin(), new Why(UnappliedException.reasonOf(failure), Derivation.reason(failure))));
        }
    }

    private void change(String contextKey, ProjectedContext<C> before, C context) {
        boolean rederives = projection.rederives(before.context(), context);
        var after = rederives
                ? new ProjectedContext<>(context, before.epoch() + 1, true)
                : new ProjectedContext<>(context, before.epoch(), before.marked());
        if (rederives) {
            marked.add(contextKey);
        }
        contexts.put(contextKey, after);
        changedContexts.put(contextKey, after);
    }

    private ProjectedContext<C> context(String contextKey) {
        var known = contexts.get(contextKey);
        return known == null ? new ProjectedContext<>(projection.initialContext(), 0, false) : known;
    }

    private S state(K key) {
        var earlier = touched.get(key);
        if (earlier != null) {
            return earlier.state();
        }
        var document = stored.get(key);
        return document == null ? projection.initial(key) : document.state();
    }

    Set<String> contextKeys() {
        return contextKeys;
    }

    Set<K> keys() {
        return keys;
    }

    Map<String, ProjectedContext<C>> changedContexts() {
        return changedContexts;
    }

    Map<K, Projected<S>> documents() {
        return documents;
    }

    Set<String> marked() {
        return marked;
    }

    List<ParkedEvent> parked() {
        return parked;
    }

    /** Time spent folding. */
    long nanos() {
        return nanos;
    }
}
