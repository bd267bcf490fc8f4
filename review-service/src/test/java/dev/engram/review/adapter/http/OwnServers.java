package dev.engram.review.adapter.http;

import dev.engram.local.FreePorts;
import dev.engram.testing.OwnBroker;
import dev.engram.testing.OwnMongod;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A broker and a mongod that a test may end, pause and start again. */
public class OwnServers implements QuarkusTestResourceLifecycleManager {
    private OwnBroker broker;
    private OwnMongod mongod;

    @Override
    public Map<String, String> start() {
        broker = OwnBroker.start();
        mongod = OwnMongod.start();
        broker.topics().create("cards", 3);
        return Map.of(
                "engram.kafka.bootstrap-servers",
                broker.bootstrap(),
                "engram.mongo.uri",
                mongod.uri(),
                "engram.mongo.database",
                "engram_review",
                "engram.topic.cards.name",
                "cards",
                "engram.topic.reviews.name",
                "reviews",
                "engram.cards.url",
                "http://127.0.0.1:" + FreePorts.one());
    }

    /** As types of the JDK: the test and this class may have been loaded by different loaders. */
    @Override
    public void inject(TestInjector injector) {
        var controls = Map.<String, Runnable>of(
                "kill broker", broker::kill,
                "start broker", broker::startAgain,
                "stop mongod", mongod::stop,
                "kill mongod", mongod::kill,
                "start mongod", mongod::startAgain,
                "pause mongod", mongod::pause,
                "resume mongod", mongod::resume);
        injector.injectIntoFields(controls, field -> field.getName().equals("servers") && field.getType() == Map.class);
    }

    @Override
    public void stop() {
        if (broker != null) {
            broker.close();
        }
        if (mongod != null) {
            mongod.close();
        }
    }
}
