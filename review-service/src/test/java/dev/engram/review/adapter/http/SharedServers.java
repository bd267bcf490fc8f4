package dev.engram.review.adapter.http;

import static java.util.Map.entry;

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
        return Map.ofEntries(
                entry("engram.review.max-per-day", "2000"),
                entry("engram.review.max-cards", "100"),
                entry("engram.review.streams.per-learner", "2"),
                entry("engram.review.streams.heartbeat", "0.2S"),
                entry("engram.kafka.bootstrap-servers", infra.kafkaBootstrap()),
                entry("engram.mongo.uri", infra.mongoUri()),
                entry("engram.mongo.database", infra.uniqueDatabase("review")),
                entry("engram.topic.cards.name", infra.uniqueTopic("cards", 3)),
                entry("engram.topic.reviews.name", infra.uniqueTopic("reviews", 12)),
                entry("engram.cards.url", "http://127.0.0.1:" + FreePorts.one()),
                entry(
                        "mp.jwt.verify.publickey.location",
                        TestTokens.shared().publicKeyFile().toUri().toString()));
    }
}
