package dev.engram.runtime.audit;

import dev.engram.runtime.definition.ProjectionDefinition;
import dev.engram.runtime.runner.Batch;
import dev.engram.runtime.runner.ProjectionSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads partitions of a topic from their beginning, outside any consumer group. */
final class LogReader<E, K> implements AutoCloseable {

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int MOST_EMPTY_POLLS = 30;

    private final ProjectionDefinition<E, K, ?, ?> definition;
    private final KafkaConsumer<byte[], byte[]> consumer;

    LogReader(ProjectionSettings settings, ProjectionDefinition<E, K, ?, ?> definition) {
        this.definition = definition;
        Map<String, Object> config = new HashMap<>();
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, settings.service() + "." + definition.name() + ".audit");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1_000);
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 << 20);
        // the fetch that waits at the end of one reading holds up the next one
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20);
        config.putAll(settings.consumer());
        this.consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Hands the records below {@code end} to {@code visitor}, in order.
     *
     * @return why the log does not lead to {@code end}, then nothing was handed over; absent if it does
     */
    @Nullable
    String read(int partition, long end, Consumer<Batch.Entry<E, K>> visitor) {
        var place = new TopicPartition(definition.topic().name(), partition);
        consumer.assign(List.of(place));
        long begin = consumer.beginningOffsets(List.of(place)).getOrDefault(place, 0L);
        long available = consumer.endOffsets(List.of(place)).getOrDefault(place, 0L);
        if (begin > 0) {
            return "the log begins at offset " + begin;
        }
        if (available < end) {
            return "the log ends at offset " + available;
        }
        consumer.seek(place, 0);
        int emptyPolls = 0;
        for (long position = 0; position < end; ) {
            for (var origin : consumer.poll(POLL).records(place)) {
                if (origin.offset() < end) {
                    visitor.accept(Batch.entry(origin, definition.decoder(), definition.projection()));
                }
            }
            long reached = consumer.position(place);
            emptyPolls = reached == position ? emptyPolls + 1 : 0;
            if (emptyPolls == MOST_EMPTY_POLLS) {
                throw new IllegalStateException("Kafka gives no records of " + place + " from offset " + position);
            }
            position = reached;
        }
        return null;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
