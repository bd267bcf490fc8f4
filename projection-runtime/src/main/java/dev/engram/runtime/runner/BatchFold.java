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
import dev.engram.runtime.store.ProjectionStore.Work;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Folds one batch over the contexts and documents that it touches. Used once.
 *
 * <p>Where every event of the batch touches one document or changes its context, but not both, the contexts are folded first
 * and then the documents, as many at a time as the store gives: the documents of a batch may be larger than the memory.
 * Documents do not depend on each other and are derived under the latest context, so the result is the same. Other batches
 * need all their documents at once.
 */
final class BatchFold<E, K, S, C> {

    /**
     * What a batch changes beside documents, which have been written.
     *
     * @param stale contexts whose documents must be derived anew
     * @param parked in the order of the log
     * @param erased contexts that are to be erased, with the offset of the event
     * @param foldNanos time of the fold, without that of the store
     */
    record Result<C>(
            Map<String, ProjectedContext<C>> contexts,
            Set<String> stale,
            List<ParkedEvent> parked,
            Map<String, Long> erased,
            long foldNanos) {}

    private final Projection<E, K, S, C> projection;
    private final Work<K, S, C> work;
    private final BiConsumer<Map<K, Projected<S>>, Map<K, Projected<S>>> write;
    private final List<ParkedEvent> parked = new ArrayList<>();
    private long foldNanos;

    /**
     * @param work that has advanced; events of what it cannot read are parked
     * @param write takes the documents as they were stored and as they are now, once or several times
     */
    BatchFold(
            Projection<E, K, S, C> projection,
            Work<K, S, C> work,
            BiConsumer<Map<K, Projected<S>>, Map<K, Projected<S>>> write) {
        this.projection = projection;
        this.work = work;
        this.write = write;
    }

    Result<C> run(Batch<E, K> batch) {
        var recordKeys = new HashSet<String>();
        var readable = new ArrayList<Readable<E, K>>(batch.entries().size());
        for (var entry : batch.entries()) {
            recordKeys.add(recordKey(entry));
            switch (entry) {
                case Readable<E, K> event -> readable.add(event);
                case Unreadable<E, K>(var origin, var why) -> parked.add(Batch.parked(origin, why));
            }
        }
        var stored = work.loadContexts(contextKeys(readable));
        // contexts that were erased ignore their events, whether these can be read or not
        var erased = work.loadErased(recordKeys);
        var fold = new LogFold<>(projection, stored, Map.<K, Projected<S>>of(), erased);
        var ofDocuments = foldContexts(fold, readable);
        if (ofDocuments != null) {
            foldInGroups(fold, ofDocuments);
        } else {
            var documents = work.load(keys(readable));
            fold = new LogFold<>(projection, stored, documents, erased);
            apply(fold, readable);
            write.accept(documents, derived(fold));
        }
        var last = fold;
        parked.removeIf(event -> last.isErased(event.keyText()));
        parked.sort(Comparator.comparing(ParkedEvent::offset));
        return new Result<>(fold.contexts(), stale(stored, fold.contexts()), parked, fold.erased(), foldNanos);
    }

    /**
     * Applies the events that touch no document.
     *
     * @return the others by their document; null, and nothing is parked, if one of them touches several or its context too
     */
    private @Nullable Map<K, List<Readable<E, K>>> foldContexts(LogFold<E, K, S, C> fold, List<Readable<E, K>> events) {
        long start = System.nanoTime();
        var byDocument = new LinkedHashMap<K, List<Readable<E, K>>>();
        var ofContexts = new ArrayList<ParkedEvent>();
        for (var event : events) {
            if (event.keys().isEmpty()) {
                park(event, why(fold, event), ofContexts);
            } else if (event.keys().size() == 1 && leavesContext(fold, event)) {
                byDocument
                        .computeIfAbsent(event.keys().iterator().next(), _ -> new ArrayList<>())
                        .add(event);
            } else {
                return null;
            }
        }
        parked.addAll(ofContexts);
        byDocument.values().removeIf(of -> fold.isErased(of.getFirst().contextKey()));
        foldNanos += System.nanoTime() - start;
        return byDocument;
    }

    private boolean leavesContext(LogFold<E, K, S, C> fold, Readable<E, K> event) {
        var context = fold.context(event.contextKey()).context();
        try {
            return projection.applyContext(context, event.event()).equals(context);
        } catch (RuntimeException | StackOverflowError unapplied) {
            return false; // to be parked, at its place in the log
        }
    }

    private void foldInGroups(LogFold<E, K, S, C> contexts, Map<K, List<Readable<E, K>>> byDocument) {
        var latest = new HashMap<String, ProjectedContext<C>>();
        byDocument.values().forEach(events -> {
            var key = events.getFirst().contextKey();
            latest.computeIfAbsent(key, contexts::context);
        });
        var left = new LinkedHashSet<>(byDocument.keySet());
        while (!left.isEmpty()) {
            var found = work.loadSome(left);
            var group = found.complete() ? List.copyOf(left) : read(found, left);
            group.forEach(left::remove);
            var fold = new LogFold<>(projection, latest, found.documents(), Set.<String>of());
            group.forEach(key -> apply(fold, byDocument.getOrDefault(key, List.of())));
            if (!fold.contexts().isEmpty()) {
                throw new IllegalStateException(
                        "an event of a document changes its context under a later context only");
            }
            write.accept(found.documents(), derived(fold));
        }
    }

    /** Those of {@code keys} of which a store that did not give all of them has told what it holds. */
    private List<K> read(ProjectionStore.Found<K, S> found, Set<K> keys) {
        return keys.stream()
                .filter(key -> found.documents().containsKey(key)
                        || work.unreadableDocuments().containsKey(key))
                .toList();
    }

    private void apply(LogFold<E, K, S, C> fold, List<Readable<E, K>> events) {
        long start = System.nanoTime();
        events.forEach(event -> park(event, why(fold, event), parked));
        foldNanos += System.nanoTime() - start;
    }

    private Map<K, Projected<S>> derived(LogFold<E, K, S, C> fold) {
        long start = System.nanoTime();
        var documents = fold.documents();
        foldNanos += System.nanoTime() - start;
        return documents;
    }

    private static void park(Readable<?, ?> event, @Nullable Why why, List<ParkedEvent> to) {
        if (why != null) {
            to.add(Batch.parked(event.origin(), why));
        }
    }

    /** Applies an event, unless it is of something that cannot be read. Returns why it must be parked, or null. */
    private @Nullable Why why(LogFold<E, K, S, C> fold, Readable<E, K> event) {
        var why = projection.erases(event.event()) ? null : unreadable(event);
        if (why != null) {
            return why;
        }
        var unapplied = fold.apply(event.origin().offset(), event.event());
        return unapplied == null ? null : new Why(unapplied.reason(), unapplied.detail());
    }

    /** An event is neither lost nor written over what cannot be read: it waits until that is repaired. */
    private @Nullable Why unreadable(Readable<E, K> event) {
        var context = work.unreadableContexts().get(event.contextKey());
        return Stream.concat(
                        Stream.ofNullable(context),
                        event.keys().stream()
                                .map(work.unreadableDocuments()::get)
                                .filter(Objects::nonNull))
                .findFirst()
                .map(detail -> new Why(UnreadableException.REASON, detail + "; repair it: ./engram audit --repair"))
                .orElse(null);
    }

    private static <C> Set<String> stale(
            Map<String, ProjectedContext<C>> before, Map<String, ProjectedContext<C>> after) {
        var stale = new HashSet<String>();
        after.forEach((key, context) -> {
            var old = before.get(key);
            if (context.epoch() > (old == null ? 0 : old.epoch())) {
                stale.add(key);
            }
        });
        return stale;
    }

    /** Keys of the records, which are those of the contexts, of events that cannot be read too. */
    private static String recordKey(Batch.Entry<?, ?> entry) {
        var key = entry.origin().key();
        return key == null ? "" : new String(key, StandardCharsets.UTF_8);
    }

    private static <E, K> Set<String> contextKeys(List<Readable<E, K>> events) {
        var keys = new HashSet<String>();
        events.forEach(event -> keys.add(event.contextKey()));
        return keys;
    }

    private static <E, K> Set<K> keys(List<Readable<E, K>> events) {
        var keys = new HashSet<K>();
        events.forEach(event -> keys.addAll(event.keys()));
        return keys;
    }
}
