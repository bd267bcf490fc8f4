package dev.engram.runtime.runner;

import dev.engram.projections.LogFold;
import dev.engram.projections.Projected;
import dev.engram.projections.ProjectedContext;
import dev.engram.projections.Projection;
import dev.engram.runtime.quarantine.UnreadableException;
import dev.engram.runtime.runner.Batch.Entry.Readable;
import dev.engram.runtime.runner.Batch.Entry.Unreadable;
import dev.engram.runtime.store.ParkedEvent;
import dev.engram.runtime.store.ParkedEvent.Why;
import dev.engram.runtime.store.ProjectionStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Folds one batch over the contexts and documents that it touches, in memory. Used once. */
final class BatchFold<E, K, S, C> {

    /**
     * What a batch changes.
     *
     * @param stale contexts whose documents must be derived anew
     * @param erased contexts that are to be erased, with the offset of the event
     */
    record Result<K, S, C>(
            Map<String, ProjectedContext<C>> contexts,
            Map<K, Projected<S>> documents,
            Set<String> stale,
            List<ParkedEvent> parked,
            Map<String, Long> erased) {}

    private final Projection<E, K, S, C> projection;
    private final Batch<E, K> batch;
    private final Set<String> contextKeys = new HashSet<>();
    private final Set<String> recordKeys = new HashSet<>();
    private final Set<K> keys = new HashSet<>();

    BatchFold(Projection<E, K, S, C> projection, Batch<E, K> batch) {
        this.projection = projection;
        this.batch = batch;
        for (var entry : batch.entries()) {
            recordKeys.add(recordKey(entry));
            if (entry instanceof Readable<E, K> readable) {
                contextKeys.add(readable.contextKey());
                keys.addAll(readable.keys());
            }
        }
    }

    /**
     * @param work that {@code contexts} and {@code documents} were loaded by: events of what it could not read are parked
     * @param erased those of {@link #recordKeys()} whose contexts were erased: their events are ignored, whether they can be
     *     read or not
     */
    Result<K, S, C> run(
            ProjectionStore.Work<K, S, C> work,
            Map<String, ProjectedContext<C>> contexts,
            Map<K, Projected<S>> documents,
            Set<String> erased) {
        var fold = new LogFold<>(projection, contexts, documents, erased);
        var parked = new ArrayList<ParkedEvent>();
        for (var entry : batch.entries()) {
            switch (entry) {
                case Readable<E, K> readable -> {
                    var why = projection.erases(readable.event()) ? null : unreadable(readable, work);
                    if (why == null) {
                        why = apply(fold, readable);
                    }
                    if (why != null) {
                        parked.add(Batch.parked(readable.origin(), why));
                    }
                }
                case Unreadable<E, K>(var origin, var why) -> parked.add(Batch.parked(origin, why));
            }
        }
        parked.removeIf(event -> fold.isErased(event.keyText()));
        var stale = new HashSet<String>();
        fold.contexts().forEach((key, context) -> {
            var before = contexts.get(key);
            if (context.epoch() > (before == null ? 0 : before.epoch())) {
                stale.add(key);
            }
        });
        return new Result<>(fold.contexts(), fold.documents(), stale, parked, fold.erased());
    }

    private static <E, K, S, C> @Nullable Why apply(LogFold<E, K, S, C> fold, Readable<E, K> readable) {
        var unapplied = fold.apply(readable.origin().offset(), readable.event());
        return unapplied == null ? null : new Why(unapplied.reason(), unapplied.detail());
    }

    /** An event is neither lost nor written over what cannot be read: it waits until that is repaired. */
    private static <E, K> @Nullable Why unreadable(Readable<E, K> readable, ProjectionStore.Work<K, ?, ?> work) {
        var context = work.unreadableContexts().get(readable.contextKey());
        return Stream.concat(
                        Stream.ofNullable(context),
                        readable.keys().stream()
                                .map(work.unreadableDocuments()::get)
                                .filter(Objects::nonNull))
                .findFirst()
                .map(detail -> new Why(UnreadableException.REASON, detail + "; repair it: ./engram audit --repair"))
                .orElse(null);
    }

    private static String recordKey(Batch.Entry<?, ?> entry) {
        var key = entry.origin().key();
        return key == null ? "" : new String(key, StandardCharsets.UTF_8);
    }

    /** Keys of the records, which are those of the contexts, of events that cannot be read too. */
    Set<String> recordKeys() {
        return recordKeys;
    }

    Set<String> contextKeys() {
        return contextKeys;
    }

    Set<K> keys() {
        return keys;
    }
}
