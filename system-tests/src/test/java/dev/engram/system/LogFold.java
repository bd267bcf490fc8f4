package dev.engram.system;

import dev.engram.events.CardEvent;
import dev.engram.events.CardId;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.events.codec.Decoded;
import dev.engram.events.codec.LearnerEvents;
import dev.engram.scheduler.CardHistory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
record LogFold(Map<Key, CardHistory> histories, Map<Integer, Long> ends, int records) {

    record Key(LearnerId learner, CardId card) {}

    static LogFold of(String bootstrap, String topic) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest", "enable.auto.commit", false);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var events = new HashMap<Key, List<CardEvent>>();
            int records = 0;
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (var record : consumer.poll(Duration.ofSeconds(1))) {
                    records++;
                    if (decode(record) instanceof CardEvent event) {
                        events.computeIfAbsent(
                                        new Key(event.stamp().learnerId(), event.cardId()), _ -> new ArrayList<>())
                                .add(event);
                    }
                }
            }
            var histories = new HashMap<Key, CardHistory>();
            events.forEach((key, ofCard) -> histories.put(key, CardHistory.EMPTY.applyAll(ofCard)));
            var byPartition = new HashMap<Integer, Long>();
            ends.forEach((partition, end) -> byPartition.put(partition.partition(), end));
            return new LogFold(Map.copyOf(histories), Map.copyOf(byPartition), records);
        }
    }

    private static LearnerEvent decode(ConsumerRecord<String, byte[]> record) {
        var headers = new HashMap<String, String>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return switch (LearnerEvents.codec().decode(headers, record.value())) {
            case Decoded.Event<LearnerEvent>(var event) -> event;
            case Decoded.Undecodable<LearnerEvent> broken ->
                throw new AssertionError("at %s: %s".formatted(record.offset(), broken));
        };
    }
}
