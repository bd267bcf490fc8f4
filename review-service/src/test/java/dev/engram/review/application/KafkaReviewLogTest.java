package dev.engram.review.application;

import dev.engram.events.LearnerEvent;
import dev.engram.events.codec.Decoded;
import dev.engram.events.codec.LearnerEvents;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.kit.log.KafkaLog;
import dev.engram.kit.log.KafkaLogSettings;
import dev.engram.runtime.access.KafkaAccess;
import dev.engram.testing.TestInfra;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;

class KafkaReviewLogTest extends ReviewLogConformance {
    private static final String BROKER = TestInfra.shared().kafkaBootstrap();

    private final TopicDefinition topic = new TopicDefinition(TestInfra.shared().uniqueTopic("reviews", 12), 12);
    private final KafkaLog kafka = new KafkaLog(new KafkaLogSettings(KafkaAccess.open(BROKER), "test", 1 << 20));
    private final ReviewLog log =
            new ReviewLog(kafka, topic, () -> TestInfra.shared().topics().id(topic.name()));

    @AfterEach
    void close() {
        kafka.close();
    }

    @Override
    protected ReviewLog log() {
        return log;
    }

    @Override
    protected List<LearnerEvent> read() {
        var partitions = IntStream.range(0, topic.partitions())
                .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                .toList();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", BROKER),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long end = consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            var events = new ArrayList<LearnerEvent>();
            while (events.size() < end) {
                consumer.poll(Duration.ofSeconds(1)).forEach(record -> events.add(decoded(record)));
            }
            return events;
        }
    }

    private static LearnerEvent decoded(ConsumerRecord<String, byte[]> record) {
        var headers = new HashMap<String, String>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return switch (LearnerEvents.codec().decode(headers, record.value())) {
            case Decoded.Event<LearnerEvent>(var event) -> event;
            case Decoded.Undecodable<LearnerEvent> bad -> throw new AssertionError(bad);
        };
    }
}
