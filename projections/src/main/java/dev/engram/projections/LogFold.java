package dev.engram.projections;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Folds consecutive events in memory, from the beginning of a log or over what is stored: the one place that says how an
 * event is applied. Not safe for use by several threads.
 */
public final class LogFold<E, K, S, C> {

    /**
     * An event that could not be applied.
     *
     * @param reason stable slug
     * @param detail for people
     */
    public record Parked(String contextKey, String reason, String detail) {}

    private record Touched<S>(S state, String contextKey) {}

    private final Projection<E, K, S, C> projection;
    private final Map<String, ProjectedContext<C>> storedContexts;
    private final Map<K, Projected<S>> stored;
    private final Set<String> storedErased;
    private final Map<String, ProjectedContext<C>> contexts = new HashMap<>();
    private final Map<K, Touched<S>> touched = new HashMap<>();
    private final SortedMap<Long, Parked> parked = new TreeMap<>();
    private final Map<String, Long> erased = new HashMap<>();

    /** From the beginning of a log. */
    public LogFold(Projection<E, K, S, C> projection) {
        this(projection, Map.of(), Map.of(), Set.of());
    }

    /**
     * Over what is stored.
     *
     * @param contexts those that exist, of all context keys of the events to come
     * @param documents those that exist, of all keys of the events to come
     * @param erased those of the context keys of the events to come that were erased
     */
    public LogFold(
            Projection<E, K, S, C> projection,
            Map<String, ProjectedContext<C>> contexts,
            Map<K, Projected<S>> documents,
            Set<String> erased) {
        this.projection = projection;
        this.storedContexts = contexts;
        this.stored = documents;
        this.storedErased = erased;
    }

    /**
     * Applies an event to its context and to all its documents, or parks it. One that erases its context removes what is held
     * of it; every other event of an erased context is ignored.
     *
     * @return why it is parked; null if it was applied or ignored
     */
    public @Nullable Parked apply(long offset, E event) {
        var contextKey = projection.contextKey(event);
        if (isErased(contextKey)) {
            return null;
        }
        if (projection.erases(event)) {
            retain(Predicate.not(contextKey::equals));
            erased.put(contextKey, offset);
            return null;
        }
        try {
            var before = context(contextKey);
            var context = projection.applyContext(before.context(), event);
            var changed = new HashMap<K, Touched<S>>();
            for (var key : projection.keys(event)) {
                changed.put(key, new Touched<>(projection.apply(state(key), event), contextKey));
            }
            if (!context.equals(before.context())) {
                contexts.put(
                        contextKey,
                        projection.rederives(before.context(), context)
                                ? new ProjectedContext<>(context, before.epoch() + 1, true)
                                : new ProjectedContext<>(context, before.epoch(), before.stale()));
            }
            touched.putAll(changed);
            return null;
        } catch (RuntimeException | StackOverflowError failure) {
            var unapplied = new Parked(contextKey, UnappliedException.reasonOf(failure), Derivation.reason(failure));
            parked.put(offset, unapplied);
            return unapplied;
        }
    }

    /** The contexts that events have changed, by key. */
    public Map<String, ProjectedContext<C>> contexts() {
        return contexts;
    }

    /** A context after the events so far; the initial one if none of them, and nothing stored, is of it. */
    public ProjectedContext<C> context(String contextKey) {
        var changed = contexts.get(contextKey);
        var known = changed == null ? storedContexts.get(contextKey) : changed;
        return known == null ? new ProjectedContext<>(projection.initialContext(), 0, false) : known;
    }

    /** The documents that events have touched, by key, derived under their contexts. */
    public Map<K, Projected<S>> documents() {
        return documents(touched.keySet());
    }

    /** Those of {@link #documents()} with these keys. */
    public Map<K, Projected<S>> documents(Collection<K> keys) {
        var documents = new HashMap<K, Projected<S>>();
        for (var key : keys) {
            var document = touched.get(key);
            if (document != null) {
                documents.put(
                        key,
                        Derivation.of(
                                projection, document.state(), document.contextKey(), context(document.contextKey())));
            }
        }
        return documents;
    }

    /** Keys of the documents of a context. */
    public List<K> keys(String contextKey) {
        return touched.entrySet().stream()
                .filter(entry -> entry.getValue().contextKey().equals(contextKey))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Keys of the contexts of what events have touched or changed, in ascending order. */
    public SortedSet<String> contextKeys() {
        var keys = new TreeSet<>(contexts.keySet());
        touched.values().forEach(document -> keys.add(document.contextKey()));
        return keys;
    }

    /** The contexts that events have erased, with the offset of the event. */
    public Map<String, Long> erased() {
        return erased;
    }

    /** Whether a context was erased, here or before. */
    public boolean isErased(String contextKey) {
        return erased.containsKey(contextKey) || storedErased.contains(contextKey);
    }

    /** Number of documents and contexts that events have touched or changed. */
    public int size() {
        return touched.size() + contexts.size();
    }

    /** The events that could not be applied, by offset. */
    public SortedMap<Long, Parked> parked() {
        return parked;
    }

    /** Forgets what belongs to other contexts. */
    public void retain(Predicate<String> contextKeys) {
        contexts.keySet().removeIf(contextKeys.negate());
        touched.values().removeIf(document -> !contextKeys.test(document.contextKey()));
        parked.values().removeIf(event -> !contextKeys.test(event.contextKey()));
        erased.keySet().removeIf(contextKeys.negate());
    }

    private S state(K key) {
        var earlier = touched.get(key);
        if (earlier != null) {
            return earlier.state();
        }
        var document = stored.get(key);
        return document == null ? projection.initial(key) : document.state();
    }
}
