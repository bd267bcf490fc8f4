package dev.engram.kit.log;

import dev.engram.events.codec.EncodedEvent;
import dev.engram.events.topic.TopicDefinition;
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

/** Reads what a partition holds, as any client of the broker would. */
final class TopicReader {
    private TopicReader() {}

    static List<EncodedEvent> read(String bootstrap, TopicDefinition topic, int partition) {
        var settings = Map.<String, Object>of("bootstrap.servers", bootstrap);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            var place = new TopicPartition(topic.name(), partition);
            var end = consumer.endOffsets(List.of(place)).getOrDefault(place, 0L);
            consumer.assign(List.of(place));
            consumer.seekToBeginning(List.of(place));
            var events = new ArrayList<EncodedEvent>();
            while (consumer.position(place) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> events.add(event(record)));
            }
            return events;
        }
    }

    private static EncodedEvent event(ConsumerRecord<String, byte[]> record) {
        var headers = new HashMap<String, String>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return new EncodedEvent(record.key(), headers, record.value());
    }
}
