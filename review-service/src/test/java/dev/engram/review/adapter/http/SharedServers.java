package dev.engram.review.adapter.http;

import dev.engram.local.FreePorts;
import dev.engram.testing.TestInfra;
import dev.engram.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The service on the broker and mongod of the build, with topics and a database of its own. */
public class SharedServers implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        var infra = TestInfra.shared();
        return Map.of(
                "engram.review.max-per-day", "2000",
                "engram.review.max-cards", "100",
                "engram.kafka.bootstrap-servers", infra.kafkaBootstrap(),
                "engram.mongo.uri", infra.mongoUri(),
                "engram.mongo.database", infra.uniqueDatabase("review"),
                "engram.topic.cards.name", infra.uniqueTopic("cards", 3),
                "engram.topic.reviews.name", infra.uniqueTopic("reviews", 12),
                "engram.cards.url", "http://127.0.0.1:" + FreePorts.one(),
                "mp.jwt.verify.publickey.location",
                        TestTokens.shared().publicKeyFile().toUri().toString());
    }
}
