package dev.engram.card.adapter.http;

import dev.engram.testing.TestInfra;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A broker and a mongod for the service under test, with a topic and a database of its own. */
public final class RealServers implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        var infra = TestInfra.shared();
        return Map.of(
                "engram.kafka.bootstrap-servers", infra.kafkaBootstrap(),
                "engram.topic.cards.name", infra.uniqueTopic("cards-http", 3),
                "engram.mongo.uri", infra.mongoUri(),
                "engram.mongo.database", infra.uniqueDatabase("cards_http"));
    }

    @Override
    public void stop() {}
}
