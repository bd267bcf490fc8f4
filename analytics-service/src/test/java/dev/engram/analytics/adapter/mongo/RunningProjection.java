package dev.engram.analytics.adapter.mongo;

import dev.engram.runtime.host.HostedProjection;
import dev.engram.runtime.definition.ProjectionDefinition;
import dev.engram.runtime.host.ProjectionHost;
import dev.engram.runtime.runner.RunnerEnvironment;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.engram.events.codec.EventCodec;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.kit.log.Appended;
import dev.engram.kit.log.KafkaLog;
import dev.engram.kit.log.KafkaLogSettings;
import dev.engram.kit.log.KafkaLogSettings.TimeLimits;
import dev.engram.runtime.store.MongoConnections;
import dev.engram.runtime.definition.DocumentMapping;
import dev.engram.runtime.runner.Progress;
import dev.engram.projections.Projection;
import dev.engram.runtime.runner.ProjectionSettings;
import dev.engram.runtime.store.MongoGenerations;
import dev.engram.testing.TestInfra;
import java.time.Duration;
import java.util.List;

/** A projection on the broker and mongod of the build, with a topic and a database of its own. */
record RunningProjection<E, K, S, C>(
        MongoClient client,
        MongoDatabase database,
        TopicDefinition topic,
        EventCodec<E> codec,
        KafkaLog log,
        HostedProjection<E, K, S, C> runner)
        implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Starts it and returns when readers can look. */
    static <E, K, S, C> RunningProjection<E, K, S, C> start(
            Projection<E, K, S, C> projection,
            DocumentMapping<K, S, C> mapping,
            EventCodec<E> codec,
            TopicDefinition like)
            throws InterruptedException {
        var infra = TestInfra.shared();
        var topic = like.named(infra.uniqueTopic(projection.name(), like.partitions()));
        var client = MongoConnections.create(infra.mongoUri(), "analytics-test", Duration.ofSeconds(10), 10);
        var database = infra.uniqueDatabase(projection.name());
        var settings = ProjectionSettings.of("analytics-test", infra.kafkaBootstrap(), null);
        var host = new ProjectionHost(settings, client, database, RunnerEnvironment.system());
        var runner = host.start(new ProjectionDefinition<>(projection, mapping, codec::decode, topic));
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (runner.status().live() == null && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        var log = new KafkaLog(new KafkaLogSettings(
                infra.kafkaBootstrap(), "analytics-test", 8 << 20, TimeLimits.OF_REQUESTS.times(8)));
        return new RunningProjection<>(client, client.getDatabase(database), topic, codec, log, runner);
    }

    /** @return where the last event stands */
    Appended append(List<? extends E> events) {
        return log.append(topic, events.stream().map(codec::encode).toList()).getLast();
    }

    Progress progress() {
        return runner.progress();
    }

    @Override
    public void close() {
        runner.close();
        log.close();
        client.close();
    }
}
