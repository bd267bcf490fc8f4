package dev.engram.runtime.runner;

import dev.engram.runtime.runner.Ledger.Rate;
import dev.engram.runtime.runner.Ledger.Tally;
import dev.engram.runtime.store.Generations;

final class InMemoryProjectionStoreTest extends ProjectionStoreConformance {

    @Override
    protected Generations<String, Tally, Rate> emptyGenerations() {
        return new InMemoryGenerations<>();
    }

    @Override
    protected void damage(Generations<String, Tally, Rate> generations, String key) {
        ((InMemoryGenerations<String, Tally, Rate>) generations).damage(1, key);
    }
}
