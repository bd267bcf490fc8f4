package dev.engram.gateway.adapter.mongo;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.engram.gateway.application.session.SessionStore;
import dev.engram.gateway.application.session.SessionsConformance;
import dev.engram.runtime.store.MongoConnections;
import dev.engram.testing.TestInfra;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class MongoSessionsTest extends SessionsConformance {
    private static MongoClient client;
    private MongoDatabase database;

    @BeforeAll
    static void open() {
        client = MongoConnections.create(TestInfra.shared().mongoUri(), "sessions-test", Duration.ofSeconds(10), 16);
    }

    @AfterAll
    static void close() {
        client.close();
    }

    @Override
    protected SessionStore emptyStore() {
        database = client.getDatabase(TestInfra.shared().uniqueDatabase("sessions"));
        var store = new MongoSessionStore(database);
        store.createIndexes();
        return store;
    }

    @Override
    protected SessionStore again(SessionStore store) {
        return new MongoSessionStore(database);
    }
}
