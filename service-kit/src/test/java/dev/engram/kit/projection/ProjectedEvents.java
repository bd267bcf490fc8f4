package dev.engram.kit.projection;

import dev.engram.events.CardId;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.events.codec.LearnerEvents;
import dev.engram.testing.Generate;
import dev.engram.testing.TestInfra;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Puts records into a topic. */
final class ProjectedEvents {

    private ProjectedEvents() {}

    static LearnerEvent review() {
        return Generate.historyOf(
                        new LearnerId(UUID.randomUUID()), new CardId(UUID.randomUUID()), 1, new Random())
                .getFirst();
    }

    static RecordMetadata append(String topic, LearnerEvent event) {
        var encoded = LearnerEvents.codec().encode(event);
        return append(topic, encoded.key(), encoded.headers(), encoded.value());
    }

    /** A record that no release has written. */
    static RecordMetadata appendUnknown(String topic, String value) {
        return append(
                topic,
                UUID.randomUUID().toString(),
                Map.of("ce_type", "engram.review.imagined.v9"),
                value.getBytes(StandardCharsets.UTF_8));
    }

    private static RecordMetadata append(String topic, String key, Map<String, String> headers, byte[] value) {
        var settings = Map.<String, Object>of(
                "bootstrap.servers", TestInfra.shared().kafkaBootstrap(), "acks", "all");
        try (var producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            var record = new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value);
            headers.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
            return producer.send(record).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
