package dev.engram.kit.projection;

import dev.engram.kit.projection.Ledger.Rate;
import dev.engram.kit.projection.Ledger.Tally;
import dev.engram.kit.projection.memory.InMemoryGenerations;

final class InMemoryProjectionStoreTest extends ProjectionStoreConformance {

    @Override
    protected Generations<String, Tally, Rate> emptyGenerations() {
        return new InMemoryGenerations<>();
    }
}
