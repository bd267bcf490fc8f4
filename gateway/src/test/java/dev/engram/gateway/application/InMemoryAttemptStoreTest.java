package dev.engram.gateway.application;

class InMemoryAttemptStoreTest extends AttemptStoreConformance {
    @Override
    protected AttemptStore emptyStore() {
        return new InMemoryAttemptStore();
    }
}
