package dev.engram.maintenance.cluster;

import dev.engram.runtime.access.KafkaAccess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads ranges of partitions as they stand in the log. For one thread. */
public final class RecordReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int MOST_EMPTY_POLLS = 30;

    private final KafkaConsumer<byte[], byte[]> consumer;

    /** What is done with a record. */
    @FunctionalInterface
    public interface Visitor {
        void visit(ConsumerRecord<byte[], byte[]> origin) throws IOException;
    }

    public RecordReader(KafkaAccess kafka) {
        Map<String, Object> config = kafka.settings();
        config.putAll(Map.of(
                ConsumerConfig.CLIENT_ID_CONFIG,
                "engram-maintenance",
                // a part of the log that is gone must be noticed, not skipped
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                2_000,
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                8 << 20,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                20));
        this.consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Hands over the records from offset {@code from} until before {@code end}, in order.
     *
     * @throws IOException if the log does not have them any more, or the broker does not answer
     */
    public void read(String topic, int partition, long from, long end, Visitor visitor) throws IOException {
        if (from >= end) {
            return;
        }
        var place = new TopicPartition(topic, partition);
        try {
            consumer.assign(List.of(place));
            consumer.seek(place, from);
            int emptyPolls = 0;
            for (long position = from; position < end; ) {
                for (var origin : consumer.poll(POLL).records(place)) {
                    if (origin.offset() < end) {
                        visitor.visit(origin);
                    }
                }
                long reached = consumer.position(place);
                emptyPolls = reached == position ? emptyPolls + 1 : 0;
                if (emptyPolls == MOST_EMPTY_POLLS) {
                    throw new IOException(
                            "the broker gives no records of %s from offset %d".formatted(place, position));
                }
                position = reached;
            }
        } catch (KafkaException failed) {
            throw new IOException("%s cannot be read: %s".formatted(place, failed.getMessage()), failed);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
