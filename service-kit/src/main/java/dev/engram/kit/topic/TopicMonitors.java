package dev.engram.kit.topic;

import com.mongodb.client.MongoClient;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.kit.mongo.MongoConfig;
import dev.engram.runtime.access.KafkaAccess;
import dev.engram.runtime.log.KafkaTopicMonitor;
import dev.engram.runtime.log.LogIdentities;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The one monitor of each topic in this process. */
@ApplicationScoped
public class TopicMonitors {
    private final Map<String, KafkaTopicMonitor> monitors = new ConcurrentHashMap<>();
    private final KafkaAccess kafka;
    private final MongoClient client;
    private final MongoConfig mongo;
    private final String service;

    TopicMonitors(
            KafkaAccess kafka,
            @Named("projection") MongoClient client,
            MongoConfig mongo,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.kafka = kafka;
        this.client = client;
        this.mongo = mongo;
        this.service = service;
    }

    /** The monitor of a topic, made when first asked for. */
    public KafkaTopicMonitor of(TopicDefinition topic) {
        return monitors.computeIfAbsent(
                topic.name(),
                _ -> new KafkaTopicMonitor(
                        kafka,
                        service + "-monitor",
                        topic,
                        new LogIdentities(client.getDatabase(mongo.database())),
                        InstantSource.system()));
    }

    @PreDestroy
    void close() {
        monitors.values().forEach(KafkaTopicMonitor::close);
    }
}
