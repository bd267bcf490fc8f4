package dev.engram.card.adapter.kafka;

import dev.engram.events.codec.EncodedEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a topic from its beginning, as it is. */
public final class DeckTopicReader {

    private static final Duration TIME_LIMIT = Duration.ofSeconds(60);

    private DeckTopicReader() {}

    /** All records, once they satisfy {@code enough}. */
    public static List<EncodedEvent> readUntil(String bootstrap, String topic, Predicate<List<EncodedEvent>> enough) {
        var settings = Map.<String, Object>of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList());
            var records = new ArrayList<EncodedEvent>();
            var deadline = Instant.now().plus(TIME_LIMIT);
            while (!enough.test(records)) {
                if (Instant.now().isAfter(deadline)) {
                    throw new AssertionError("not enough after " + TIME_LIMIT + ": " + records.size() + " records");
                }
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    var headers = new HashMap<String, String>();
                    record.headers().forEach(h -> headers.put(h.key(), new String(h.value(), StandardCharsets.UTF_8)));
                    records.add(new EncodedEvent(record.key(), headers, record.value()));
                }
            }
            return records;
        }
    }
}
