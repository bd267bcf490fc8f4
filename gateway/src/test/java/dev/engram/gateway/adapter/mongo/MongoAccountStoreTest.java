package dev.engram.gateway.adapter.mongo;

import com.mongodb.client.MongoClient;
import dev.engram.gateway.application.AccountStore;
import dev.engram.gateway.application.AccountStoreConformance;
import dev.engram.runtime.store.MongoConnections;
import dev.engram.testing.TestInfra;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class MongoAccountStoreTest extends AccountStoreConformance {
    private static MongoClient client;

    @BeforeAll
    static void open() {
        client =
                MongoConnections.create(TestInfra.shared().mongoUri(), "account-store-test", Duration.ofSeconds(10), 8);
    }

    @AfterAll
    static void close() {
        client.close();
    }

    @Override
    protected AccountStore emptyStore() {
        var database = client.getDatabase(TestInfra.shared().uniqueDatabase("accounts"));
        var store = new MongoAccountStore(client, database);
        store.createIndexes();
        return store;
    }
}
