package dev.engram.runtime.runner;

import dev.engram.runtime.runner.Ledger.Rate;
import dev.engram.runtime.runner.Ledger.Tally;
import dev.engram.runtime.store.Generations;

final class InMemoryProjectionStoreTest extends ProjectionStoreConformance {

    @Override
    protected Generations<String, Tally, Rate> emptyGenerations() {
        return new InMemoryGenerations<>();
    }
}
