package dev.engram.system;

import dev.engram.events.LearnerEvent;
import dev.engram.events.codec.Decoded;
import dev.engram.events.codec.LearnerEvents;
import dev.engram.projections.LogFold;
import dev.engram.projections.Projected;
import dev.engram.projections.learner.LearnerCard;
import dev.engram.projections.learner.LearnerCardKey;
import dev.engram.projections.learner.LearnerCardProjection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The whole log, folded in plain memory.
 *
 * @param ends offset after the last record, by partition
 */
record FoldedLog(Map<LearnerCardKey, Projected<LearnerCard>> documents, Map<Integer, Long> ends) {

    static FoldedLog of(String bootstrap, String topic) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest", "enable.auto.commit", false);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var fold = new LogFold<>(new LearnerCardProjection("log"));
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (var record : consumer.poll(Duration.ofSeconds(1))) {
                    apply(fold, record);
                }
            }
            var byPartition = new HashMap<Integer, Long>();
            ends.forEach((partition, end) -> byPartition.put(partition.partition(), end));
            return new FoldedLog(fold.documents(), Map.copyOf(byPartition));
        }
    }

    private static void apply(LogFold<LearnerEvent, ?, ?, ?> fold, ConsumerRecord<String, byte[]> record) {
        var headers = new HashMap<String, String>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        var decoded = LearnerEvents.codec().decode(headers, record.value());
        if (!(decoded instanceof Decoded.Event<LearnerEvent>(var event))
                || fold.apply(record.offset(), event) != null) {
            throw new AssertionError("at %s: %s".formatted(record.offset(), decoded));
        }
    }
}
