package dev.engram.runtime.runner;

import dev.engram.projections.LogFold;
import dev.engram.projections.Projected;
import dev.engram.projections.ProjectedContext;
import dev.engram.projections.Projection;
import dev.engram.runtime.runner.Batch.Entry.Readable;
import dev.engram.runtime.runner.Batch.Entry.Unreadable;
import dev.engram.runtime.store.ParkedEvent;
import dev.engram.runtime.store.ParkedEvent.Why;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Folds one batch over the contexts and documents that it touches, in memory. Used once. */
final class BatchFold<E, K, S, C> {

    /**
     * What a batch changes.
     *
     * @param stale contexts whose documents must be derived anew
     */
    record Result<K, S, C>(
            Map<String, ProjectedContext<C>> contexts,
            Map<K, Projected<S>> documents,
            Set<String> stale,
            List<ParkedEvent> parked) {}

    private final Projection<E, K, S, C> projection;
    private final Batch<E, K> batch;
    private final Set<String> contextKeys = new HashSet<>();
    private final Set<K> keys = new HashSet<>();

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

    Result<K, S, C> run(Map<String, ProjectedContext<C>> contexts, Map<K, Projected<S>> documents) {
        var fold = new LogFold<>(projection, contexts, documents);
        var parked = new ArrayList<ParkedEvent>();
        for (var entry : batch.entries()) {
            switch (entry) {
                case Readable<E, K> readable -> {
                    var unapplied = fold.apply(readable.origin().offset(), readable.event());
                    if (unapplied != null) {
                        parked.add(Batch.parked(readable.origin(), new Why(unapplied.reason(), unapplied.detail())));
                    }
                }
                case Unreadable<E, K>(var origin, var why) -> parked.add(Batch.parked(origin, why));
            }
        }
        var stale = new HashSet<String>();
        fold.contexts().forEach((key, context) -> {
            var before = contexts.get(key);
            if (context.epoch() > (before == null ? 0 : before.epoch())) {
                stale.add(key);
            }
        });
        return new Result<>(fold.contexts(), fold.documents(), stale, parked);
    }

    Set<String> contextKeys() {
        return contextKeys;
    }

    Set<K> keys() {
        return keys;
    }
}
