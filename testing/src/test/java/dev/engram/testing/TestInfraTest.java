package dev.engram.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClients;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class TestInfraTest {
    @Test
    void shouldServeARealBrokerAndMongod() {
        // given
        var infra = TestInfra.shared();
        // when
        var topic = infra.uniqueTopic("facts", 3);
        try (var client = MongoClients.create(infra.mongoUri())) {
            var hello = client.getDatabase("admin").runCommand(new Document("hello", 1));
            // then
            assertThat(hello.getString("setName")).isEqualTo("rs0");
        }
        assertThat(topic).startsWith("facts-");
    }
}
