package dev.engram.gateway.adapter.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ReadConcern;
import com.mongodb.client.MongoClient;
import dev.engram.gateway.application.AttemptStore;
import dev.engram.gateway.application.AttemptStoreConformance;
import dev.engram.gateway.domain.PauseRule;
import dev.engram.runtime.store.MongoConnections;
import dev.engram.testing.TestInfra;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MongoAttemptStoreTest extends AttemptStoreConformance {
    private static MongoClient client;

    @BeforeAll
    static void open() {
        client =
                MongoConnections.create(TestInfra.shared().mongoUri(), "attempt-store-test", Duration.ofSeconds(10), 8);
    }

    @AfterAll
    static void close() {
        client.close();
    }

    @Override
    protected AttemptStore emptyStore() {
        var store = new MongoAttemptStore(client.getDatabase(TestInfra.shared().uniqueDatabase("attempts")));
        store.createIndexes();
        return store;
    }

    @Test
    void shouldCountForAllInstancesAndOverRestarts() {
        // given
        var database = client.getDatabase(TestInfra.shared().uniqueDatabase("attempts"));
        var rule = new PauseRule(2, Duration.ofHours(1));
        var now = Instant.now();
        // when
        new MongoAttemptStore(database).count("ada", rule, now);
        new MongoAttemptStore(database).count("ada", rule, now);
        // then
        assertThat(new MongoAttemptStore(database).count("ada", rule, now)).isPositive();
        assertThat(database.getCollection("attempts")
                        .withReadConcern(ReadConcern.LOCAL)
                        .find()
                        .first()
                        .toJson())
                .doesNotContain("ada");
    }
}
