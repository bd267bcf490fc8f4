package dev.engram.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClients;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class OwnMongodTest {
    @Test
    void shouldKeepMajorityWritesWhenItIsKilled() {
        try (var mongod = OwnMongod.start();
                var client = MongoClients.create(mongod.uri())) {
            // given
            var collection = client.getDatabase("test")
                    .getCollection("facts")
                    .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
            for (int i = 0; i < 100; i++) {
                collection.insertOne(new Document("_id", i));
            }
            // when
            mongod.kill();
            assertThat(mongod.isAlive()).isFalse();
            mongod.startAgain();
            // then
            assertThat(collection.countDocuments()).isEqualTo(100);
        }
    }
}
