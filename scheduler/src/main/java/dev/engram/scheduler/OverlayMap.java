package dev.engram.scheduler;

import dev.engram.events.EventId;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map that grows cheaply: a large map that versions share and a small one of what came since. Adding a fact to
 * the 5,000 of a full card would otherwise copy them all, for every event.
 */
final class OverlayMap<E> extends AbstractMap<EventId, E> {
    /** About the square root of the largest history: copying the recent costs as much as merging now and then. */
    private static final int MOST_RECENT = 64;

    private final Map<EventId, E> base;
    private final Map<EventId, E> recent; // prevails over base; never changed once here
    private final int size;

    private OverlayMap(Map<EventId, E> base, Map<EventId, E> recent) {
        this.base = base;
        this.recent = recent;
        int overridden =
                (int) recent.keySet().stream().filter(base::containsKey).count();
        this.size = base.size() + recent.size() - overridden;
    }

    static <E> OverlayMap<E> copyOf(Map<EventId, E> facts) {
        return facts instanceof OverlayMap<E> same ? same : new OverlayMap<>(Map.copyOf(facts), Map.of());
    }

    /** These facts and {@code more}, which prevail. */
    OverlayMap<E> plus(Map<EventId, E> more) {
        if (more.isEmpty()) {
            return this;
        }
        var merged = new HashMap<>(recent.size() + more.size() <= MOST_RECENT ? recent : this);
        merged.putAll(more);
        return recent.size() + more.size() <= MOST_RECENT
                ? new OverlayMap<>(base, merged)
                : new OverlayMap<>(Map.copyOf(merged), Map.of());
    }

    @Override
    public @Nullable E get(@Nullable Object id) {
        var fact = recent.get(id);
        return fact != null ? fact : base.get(id);
    }

    @Override
    public boolean containsKey(@Nullable Object id) {
        return recent.containsKey(id) || base.containsKey(id);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Set<Entry<EventId, E>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<EventId, E>> iterator() {
                var older = base.entrySet().stream().filter(fact -> !recent.containsKey(fact.getKey()));
                return Stream.concat(older, recent.entrySet().stream().<Entry<EventId, E>>map(Map.Entry::copyOf))
                        .iterator();
            }

            @Override
            public int size() {
                return size;
            }
        };
    }
}
