package dev.engram.gateway.application;

class InMemoryAccountStoreTest extends AccountStoreConformance {
    @Override
    protected AccountStore emptyStore() {
        return new InMemoryAccountStore();
    }
}
