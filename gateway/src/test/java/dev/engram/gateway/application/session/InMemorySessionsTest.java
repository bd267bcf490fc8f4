package dev.engram.gateway.application.session;

class InMemorySessionsTest extends SessionsConformance {
    @Override
    protected SessionStore emptyStore() {
        return new InMemorySessionStore();
    }

    @Override
    protected SessionStore again(SessionStore store) {
        return store;
    }
}
