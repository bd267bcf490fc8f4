package dev.engram.runtime.runner;

import static java.util.Objects.requireNonNull;

import dev.engram.runtime.quarantine.UnreadableDocuments;
import dev.engram.runtime.store.Checkpoint;
import dev.engram.runtime.store.Generation;
import dev.engram.runtime.store.Generation.Role;
import dev.engram.runtime.store.Generations;
import dev.engram.runtime.store.ParkedEvent;
import dev.engram.runtime.store.ProjectionStore;
import dev.engram.runtime.store.RegisteredGenerations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Generations in the memory of this process. All its stores may be used by different threads. */
public final class InMemoryGenerations<K, S, C> implements Generations<K, S, C> {

    private final Map<Integer, InMemoryGeneration<K, S, C>> held = new HashMap<>();
    private final UnreadableDocuments unreadable = new UnreadableDocuments("memory");
    private @Nullable RegisteredGenerations registered;
    private int last;

    @Override
    public synchronized Optional<RegisteredGenerations> read() {
        return Optional.ofNullable(registered);
    }

    @Override
    public synchronized void createFirst(int foldVersion, List<Checkpoint> first) {
        if (registered == null) {
            last = 1;
            held.put(1, new InMemoryGeneration<>(first));
            registered = new RegisteredGenerations(new Generation(1, foldVersion, Role.LIVE, null), null, List.of());
        }
    }

    @Override
    public synchronized boolean startBuilding(int foldVersion, List<Checkpoint> first, Instant now) {
        if (registered == null || registered.building() != null) {
            return false;
        }
        last++;
        var started = new InMemoryGeneration<K, S, C>(first);
        requireNonNull(held.get(registered.live().number())).parked.stream()
                .filter(event -> event.why().reason().equals(ParkedEvent.Why.SKIPPED))
                .filter(event ->
                        event.resolution() == null || event.resolution().kind() != ParkedEvent.Resolution.Kind.REPLAYED)
                .forEach(started.parked::add);
        held.put(last, started);
        registered = new RegisteredGenerations(
                registered.live(), new Generation(last, foldVersion, Role.BUILDING, now), registered.retired());
        return true;
    }

    @Override
    public synchronized boolean hasStaleContexts(int generation) {
        var found = held.get(generation);
        return found != null
                && found.contexts.values().stream()
                        .anyMatch(placed -> placed.context().stale());
    }

    @Override
    public synchronized boolean promote(Generation building, Generation live, Instant now) {
        if (registered == null || !building.equals(registered.building()) || !live.equals(registered.live())) {
            return false;
        }
        registered = new RegisteredGenerations(
                new Generation(building.number(), building.foldVersion(), Role.LIVE, null), null, retired(live, now));
        return true;
    }

    @Override
    public synchronized boolean markDamaged(Generation live, Generation.Damage damage) {
        if (registered == null || !live.equals(registered.live())) {
            return false;
        }
        registered = new RegisteredGenerations(
                new Generation(live.number(), live.foldVersion(), live.role(), live.since(), damage),
                registered.building(),
                registered.retired());
        return true;
    }

    @Override
    public List<String> lostCollections(int generation) {
        return List.of();
    }

    @Override
    public synchronized boolean cancel(Generation building, Instant now) {
        if (registered == null || !building.equals(registered.building())) {
            return false;
        }
        registered = new RegisteredGenerations(registered.live(), null, retired(building, now));
        return true;
    }

    private List<Generation> retired(Generation generation, Instant now) {
        var retired = new ArrayList<>(registered == null ? List.of() : registered.retired());
        retired.add(new Generation(generation.number(), generation.foldVersion(), Role.RETIRED, now));
        return retired;
    }

    @Override
    public synchronized void dropRetired(Instant before) {
        if (registered != null) {
            var kept = new ArrayList<>(registered.retired());
            kept.removeIf(generation -> {
                boolean old = generation.since() != null && generation.since().isBefore(before);
                if (old) {
                    held.remove(generation.number());
                }
                return old;
            });
            registered = new RegisteredGenerations(registered.live(), registered.building(), kept);
        }
    }

    @Override
    public synchronized List<Checkpoint> checkpoints(int generation) {
        var found = held.get(generation);
        return found == null
                ? List.of()
                : found.checkpoints.values().stream()
                        .sorted(java.util.Comparator.comparing(Checkpoint::partition))
                        .toList();
    }

    /** Damages a document, by its key, or a context. */
    synchronized void damage(int generation, Object key) {
        var found = held.get(generation);
        if (found != null) {
            synchronized (found) {
                found.damaged.add(key);
            }
        }
    }

    @Override
    public UnreadableDocuments unreadable() {
        return unreadable;
    }

    @Override
    public synchronized ProjectionStore<K, S, C> store(int generation) {
        var found = held.get(generation);
        return new InMemoryProjectionStore<>(found == null ? new InMemoryGeneration<>(List.of()) : found);
    }
}
