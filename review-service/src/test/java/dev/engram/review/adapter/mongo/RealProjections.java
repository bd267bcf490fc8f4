package dev.engram.review.adapter.mongo;

import dev.engram.runtime.host.HostedProjection;
import dev.engram.runtime.definition.ProjectionDefinition;
import dev.engram.runtime.host.ProjectionHost;
import dev.engram.runtime.runner.RunnerEnvironment;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.kit.log.KafkaLog;
import dev.engram.kit.log.KafkaLogSettings;
import dev.engram.runtime.store.MongoConnections;
import dev.engram.runtime.definition.DocumentMapping;
import dev.engram.runtime.definition.EventDecoder;
import dev.engram.projections.Projection;
import dev.engram.runtime.runner.ProjectionSettings;
import dev.engram.runtime.store.MongoGenerations;
import dev.engram.testing.TestInfra;
import java.time.Duration;

/** A projection running between the real broker and the real mongod of the build. */
final class RealProjections<E, K, S, C> implements AutoCloseable {
    private final String name;
    private final MongoClient client;
    private final TopicDefinition topic;
    private final KafkaLog log;
    private final HostedProjection<E, K, S, C> runner;

    RealProjections(
            Projection<E, K, S, C> projection,
            DocumentMapping<K, S, C> mapping,
            EventDecoder<E> reader,
            TopicDefinition like) {
        var infra = TestInfra.shared();
        name = infra.uniqueDatabase("review");
        client = MongoConnections.create(infra.mongoUri(), "test", Duration.ofSeconds(20), 10);
        topic = like.named(infra.uniqueTopic("test", like.partitions()));
        log = new KafkaLog(new KafkaLogSettings(infra.kafkaBootstrap(), "test", 1 << 20));
        var settings = ProjectionSettings.of("test-" + name, infra.kafkaBootstrap(), null);
        var host = new ProjectionHost(settings, client, name, RunnerEnvironment.system());
        runner = host.start(new ProjectionDefinition<>(projection, mapping, reader, topic));
        awaitPointer(projection.name());
    }

    MongoClient client() {
        return client;
    }

    MongoDatabase database() {
        return client.getDatabase(name);
    }

    TopicDefinition topic() {
        return topic;
    }

    KafkaLog log() {
        return log;
    }

    HostedProjection<E, K, S, C> runner() {
        return runner;
    }

    @Override
    public void close() {
        runner.close();
        log.close();
        database().drop();
        client.close();
    }

    private void awaitPointer(String projection) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (database().getCollection("projections").countDocuments() == 0) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("projection " + projection + " did not start: " + runner.status());
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }
    }
}
