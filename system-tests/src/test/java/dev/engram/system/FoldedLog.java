package dev.engram.system;

import dev.engram.events.LearnerEvent;
import dev.engram.events.topic.Topics;
import dev.engram.projections.LogFold;
import dev.engram.projections.Projected;
import dev.engram.projections.learner.LearnerCard;
import dev.engram.projections.learner.LearnerCardKey;
import dev.engram.runtime.definition.ProjectionDefinition;
import dev.engram.runtime.learner.LearnerCards;
import dev.engram.runtime.runner.Batch;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The whole log, folded in plain memory.
 *
 * @param ends offset after the last record, by partition
 */
record FoldedLog(Map<LearnerCardKey, Projected<LearnerCard>> documents, Map<Integer, Long> ends) {

    static FoldedLog of(RunningStack running, String topic) {
        var settings = running.kafka();
        settings.putAll(Map.of("auto.offset.reset", "earliest", "enable.auto.commit", false));
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var definition = LearnerCards.definition("log", Topics.REVIEWS);
            var fold = new LogFold<>(definition.projection());
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (var record : consumer.poll(Duration.ofSeconds(1))) {
                    apply(fold, definition, record);
                }
            }
            var byPartition = new HashMap<Integer, Long>();
            ends.forEach((partition, end) -> byPartition.put(partition.partition(), end));
            return new FoldedLog(fold.documents(), Map.copyOf(byPartition));
        }
    }

    /** Records that no projection applies, such as those of a foreign producer, are left out. */
    private static void apply(
            LogFold<LearnerEvent, ?, ?, ?> fold,
            ProjectionDefinition<LearnerEvent, ?, ?, ?> definition,
            ConsumerRecord<byte[], byte[]> record) {
        if (Batch.entry(record, definition.decoder(), definition.projection())
                        instanceof Batch.Entry.Readable<LearnerEvent, ?> readable
                && fold.apply(record.offset(), readable.event()) != null) {
            throw new AssertionError("at %s: %s".formatted(record.offset(), readable.event()));
        }
    }
}
