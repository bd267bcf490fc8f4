package dev.engram.kit.log;

import dev.engram.events.codec.EncodedEvent;
import dev.engram.events.topic.TopicDefinition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Utils;

/** A log in memory, with the partitions and the limit of the real one. */
final class InMemoryLog implements LogAppender {
    /** Kafka's own limit of a record, {@code max.request.size}. */
    private static final int LARGEST_EVENT = 1 << 20;

    private final Map<String, List<List<EncodedEvent>>> topics = new HashMap<>();

    @Override
    public synchronized List<Appended> append(TopicDefinition topic, List<EncodedEvent> events) {
        var partitions = partitions(topic);
        var places = new ArrayList<Appended>();
        for (var event : events) {
            if (event.sizeBytes() > LARGEST_EVENT) {
                throw KafkaLog.tooLarge(new IllegalArgumentException("size"));
            }
            var partition =
                    Utils.toPositive(Utils.murmur2(event.key().getBytes(StandardCharsets.UTF_8))) % topic.partitions();
            var records = partitions.get(partition);
            records.add(event);
            places.add(new Appended(partition, records.size() - 1L));
        }
        return places;
    }

    synchronized List<EncodedEvent> read(TopicDefinition topic, int partition) {
        return List.copyOf(partitions(topic).get(partition));
    }

    private List<List<EncodedEvent>> partitions(TopicDefinition topic) {
        return topics.computeIfAbsent(topic.name(), _ -> {
            var partitions = new ArrayList<List<EncodedEvent>>();
            for (int i = 0; i < topic.partitions(); i++) {
                partitions.add(new ArrayList<>());
            }
            return partitions;
        });
    }
}
