package dev.engram.runtime.runner;

import dev.engram.runtime.quarantine.UnreadableDocuments;
import dev.engram.runtime.runner.Ledger.Rate;
import dev.engram.runtime.runner.Ledger.Tally;
import dev.engram.runtime.store.Checkpoint;
import dev.engram.runtime.store.Generation;
import dev.engram.runtime.store.Generations;
import dev.engram.runtime.store.ProjectionStore;
import dev.engram.runtime.store.RegisteredGenerations;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Generations whose stores are {@link HaltingStore}s. */
record HaltingGenerations(
        Generations<String, Tally, Rate> generations, Runnable halt, AtomicReference<RuntimeException> failure)
        implements Generations<String, Tally, Rate> {

    @Override
    public Optional<RegisteredGenerations> read() {
        return generations.read();
    }

    @Override
    public void createFirst(int foldVersion, List<Checkpoint> first) {
        generations.createFirst(foldVersion, first);
    }

    @Override
    public boolean startBuilding(int foldVersion, List<Checkpoint> first, Instant now) {
        return generations.startBuilding(foldVersion, first, now);
    }

    @Override
    public boolean hasStaleContexts(int generation) {
        return generations.hasStaleContexts(generation);
    }

    @Override
    public boolean promote(Generation building, Generation live, Instant now) {
        return generations.promote(building, live, now);
    }

    @Override
    public boolean markDamaged(Generation live, Generation.Damage damage) {
        return generations.markDamaged(live, damage);
    }

    @Override
    public List<String> lostCollections(int generation) {
        return generations.lostCollections(generation);
    }

    @Override
    public boolean cancel(Generation building, Instant now) {
        return generations.cancel(building, now);
    }

    @Override
    public void dropRetired(Instant before) {
        generations.dropRetired(before);
    }

    @Override
    public List<Checkpoint> checkpoints(int generation) {
        return generations.checkpoints(generation);
    }

    @Override
    public UnreadableDocuments unreadable() {
        return generations.unreadable();
    }

    @Override
    public ProjectionStore<String, Tally, Rate> store(int generation) {
        return new HaltingStore(generations.store(generation), halt, failure);
    }
}
