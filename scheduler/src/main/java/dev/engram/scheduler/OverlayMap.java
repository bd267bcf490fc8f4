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
 * An immutable map that grows cheaply: a large map that versions share, and a small one of the entries added since. Adding one
 * event to the 5,000 of a full card would otherwise copy them all.
 */
final class OverlayMap<E> extends AbstractMap<EventId, E> {
    /** About the square root of the largest history: copying the recent costs as much as merging now and then. */
    private static final int MOST_RECENT = 64;

    private final Map<EventId, E> base;
    private final Map<EventId, E> recent; // takes precedence over base; never changed
    private final int size;

    private OverlayMap(Map<EventId, E> base, Map<EventId, E> recent) {
        this.base = base;
        this.recent = recent;
        int overridden =
                (int) recent.keySet().stream().filter(base::containsKey).count();
        this.size = base.size() + recent.size() - overridden;
    }

    static <E> OverlayMap<E> copyOf(Map<EventId, E> entries) {
        return entries instanceof OverlayMap<E> same ? same : new OverlayMap<>(Map.copyOf(entries), Map.of());
    }

    /** These entries and {@code more}, which take precedence. */
    OverlayMap<E> plus(Map<EventId, E> more) {
        if (more.isEmpty()) {
            return this;
        }
        boolean staysSmall = recent.size() + more.size() <= MOST_RECENT;
        var merged = new HashMap<>(staysSmall ? recent : this);
        merged.putAll(more);
        return staysSmall ? new OverlayMap<>(base, merged) : new OverlayMap<>(Map.copyOf(merged), Map.of());
    }

    @Override
    public @Nullable E get(@Nullable Object id) {
        var entry = recent.get(id);
        return entry != null ? entry : base.get(id);
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
                var older = base.entrySet().stream().filter(entry -> !recent.containsKey(entry.getKey()));
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
