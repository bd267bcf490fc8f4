package dev.engram.card.adapter.mongo;

import com.mongodb.client.MongoClient;
import dev.engram.card.application.CommitStoreConformance;
import dev.engram.kit.mongo.MongoConnections;
import dev.engram.testing.TestInfra;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;

class MongoCommitsTest extends CommitStoreConformance {

    private static final MongoClient CLIENT =
            MongoConnections.create(TestInfra.shared().mongoUri(), "test", Duration.ofSeconds(10), 20);
    private static final CardDatabase DATABASE =
            new CardDatabase(CLIENT, TestInfra.shared().uniqueDatabase("cards_commits"));

    @AfterAll
    static void close() {
        CLIENT.close();
    }

    @Override
    protected Views views() {
        return new Views(
                new MongoCommitStore(DATABASE), new MongoCommitOutbox(DATABASE), new MongoDeckShelf(DATABASE));
    }
}
