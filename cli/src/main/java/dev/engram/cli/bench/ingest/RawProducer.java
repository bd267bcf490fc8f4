package dev.engram.cli.bench.ingest;

import dev.engram.events.ReviewRecorded;
import dev.engram.events.codec.EncodedEvent;
import dev.engram.events.codec.LearnerEvents;
import dev.engram.runtime.access.KafkaAccess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The least that a review costs: its record, acknowledged by the same broker, in a topic with the settings of the real one. */
final class RawProducer implements AutoCloseable {
    private static final String TOPIC = "bench.reviews";

    private final Producer<String, byte[]> producer;

    private RawProducer(Producer<String, byte[]> producer) {
        this.producer = producer;
    }

    /** @param like the topic whose partitions and settings are taken over */
    static RawProducer connect(KafkaAccess kafka, String like) throws IOException, InterruptedException {
        try (Admin admin = Admin.create(kafka.settings())) {
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, like);
            Map<String, String> settings = new HashMap<>();
            for (ConfigEntry entry : admin.describeConfigs(List.of(resource))
                    .all()
                    .get()
                    .values()
                    .iterator()
                    .next()
                    .entries()) {
                if (entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG) {
                    settings.put(entry.name(), entry.value());
                }
            }
            int partitions = admin.describeTopics(List.of(like))
                    .allTopicNames()
                    .get()
                    .values()
                    .iterator()
                    .next()
                    .partitions()
                    .size();
            admin.createTopics(List.of(new NewTopic(TOPIC, partitions, (short) 1).configs(settings)))
                    .all()
                    .get();
        } catch (ExecutionException refused) {
            throw new IOException("the topic of the benchmark cannot be made", refused.getCause());
        }
        Map<String, Object> settings = kafka.settings();
        settings.put("acks", "all");
        return new RawProducer(new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer()));
    }

    /** The records of some reviews. */
    static List<EncodedEvent> encoded(List<ReviewRecorded> reviews) {
        return reviews.stream().map(LearnerEvents.codec()::encode).toList();
    }

    /** Appends records and waits until all are acknowledged. */
    int append(List<EncodedEvent> events) throws IOException, InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>(events.size());
        for (EncodedEvent event : events) {
            ProducerRecord<String, byte[]> record = new ProducerRecord<>(TOPIC, event.key(), event.value());
            event.headers()
                    .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            sent.add(producer.send(record));
        }
        for (Future<RecordMetadata> one : sent) {
            try {
                one.get();
            } catch (ExecutionException refused) {
                throw new IOException("a record was not acknowledged", refused.getCause());
            }
        }
        return events.size();
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
