package dev.engram.runtime.runner;

import dev.engram.runtime.store.Checkpoint;
import dev.engram.runtime.store.Generations;
import dev.engram.projections.FoldStoppedException;
import dev.engram.runtime.store.ProjectionStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Generations in the memory of this process. All its stores may be used by different threads. */
public final class InMemoryGenerations<K, S, C> implements Generations<K, S, C> {

    private record Live<K, S, C>(int foldVersion, InMemoryGeneration<K, S, C> generation) {}

    private final Map<String, Live<K, S, C>> byProjection = new HashMap<>();

    @Override
    public synchronized int open(String projection, int foldVersion, List<Checkpoint> first) {
        var live =
                byProjection.computeIfAbsent(projection, _ -> new Live<>(foldVersion, new InMemoryGeneration<>(first)));
        if (live.foldVersion() != foldVersion) {
            throw new FoldStoppedException(
                    "fold version changed",
                    "run the program of version " + live.foldVersion() + " or build another generation");
        }
        return 1;
    }

    @Override
    public synchronized ProjectionStore<K, S, C> store(String projection, int generation) {
        var live = byProjection.get(projection);
        if (live == null || generation != 1) {
            throw new IllegalArgumentException("generation " + projection + ".g" + generation + " was never opened");
        }
        return new InMemoryProjectionStore<>(live.generation());
    }
}
