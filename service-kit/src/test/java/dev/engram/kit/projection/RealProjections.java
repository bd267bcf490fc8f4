package dev.engram.kit.projection;

import dev.engram.events.topic.Topics;
import dev.engram.testing.TestInfra;
import dev.engram.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;
import java.util.Set;

/** Two projections on the broker and mongod of the build, with topics and a database of their own. */
public class RealProjections implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        var infra = TestInfra.shared();
        return Map.of(
                "engram.kafka.bootstrap-servers", infra.kafkaBootstrap(),
                "engram.topics.reads", "cards,reviews",
                "engram.mongo.uri", infra.mongoUri(),
                "engram.mongo.database", infra.uniqueDatabase("kit"),
                "engram.topic.cards.name", infra.uniqueTopic("kit-cards", Topics.CARDS.partitions()),
                "engram.topic.reviews.name", infra.uniqueTopic("kit-reviews", Topics.REVIEWS.partitions()),
                "mp.jwt.verify.publickey.location",
                        TestTokens.shared().publicKeyFile().toUri().toString());
    }

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(TwoProjections.class);
    }
}
