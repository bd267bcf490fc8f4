package dev.engram.analytics.http;

import dev.engram.events.topic.Topics;
import dev.engram.testing.TestInfra;
import dev.engram.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The service on the broker and mongod of the build, with topics and a database of its own. */
public class RealInfra implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        var infra = TestInfra.shared();
        return Map.of(
                "quarkus.http.test-port", "0",
                "engram.kafka.bootstrap-servers", infra.kafkaBootstrap(),
                "engram.mongo.uri", infra.mongoUri(),
                "engram.mongo.database", infra.uniqueDatabase("analytics"),
                "engram.topic.cards.name", infra.uniqueTopic("cards", Topics.CARDS.partitions()),
                "engram.topic.reviews.name", infra.uniqueTopic("reviews", Topics.REVIEWS.partitions()),
                "engram.mastery.longest-wait", "5S",
                "engram.cards.url", VisibleDecksServer.start().toString(),
                "mp.jwt.verify.publickey.location",
                        TestTokens.shared().publicKeyFile().toUri().toString());
    }
}
