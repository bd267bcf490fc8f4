package dev.engram.kit.projection;

import com.mongodb.client.MongoClient;
import dev.engram.kit.mongo.MongoConnections;
import dev.engram.kit.projection.Ledger.Rate;
import dev.engram.kit.projection.Ledger.Tally;
import dev.engram.kit.projection.mongo.MongoGenerations;
import dev.engram.testing.TestInfra;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

final class MongoProjectionStoreTest extends ProjectionStoreConformance {

    private static MongoClient client;

    @BeforeAll
    static void connect() {
        client = MongoConnections.create(TestInfra.shared().mongoUri(), "conformance", Duration.ofSeconds(10), 8);
    }

    @AfterAll
    static void disconnect() {
        client.close();
    }

    @Override
    protected Generations<String, Tally, Rate> emptyGenerations() {
        var database = TestInfra.shared().uniqueDatabase("conformance");
        return new MongoGenerations<>(client, database, new LedgerMapping(), Duration.ofSeconds(10));
    }
}
