package dev.engram.runtime.audit;

import dev.engram.runtime.definition.ProjectionDefinition;
import dev.engram.runtime.runner.Batch;
import dev.engram.runtime.runner.ProjectionSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads partitions of a topic from their beginning, outside any consumer group. */
final class LogReader<E, K> implements AutoCloseable {

    /** The records of the log do not lead to the checkpoint. */
    static final class IncompleteLogException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private IncompleteLogException(String kind, long offset, long checkpoint) {
            super("the log %s at offset %d; the checkpoint is %d".formatted(kind, offset, checkpoint));
        }
    }

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int MOST_EMPTY_POLLS = 30;
    private static final int PROGRESS_EVERY = 1_000;
    private static final long REPORT_NANOS = 500_000_000;

    private final ProjectionDefinition<E, K, ?, ?> definition;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final AuditProgress progress;

    private final long recordsPerSecond;
    private final List<Long> starts;
    private final long started = System.nanoTime();

    /** Those read again included. */
    long recordsRead;

    /** Offsets without a record, of the last reading that was throttled or not. */
    long gaps;

    LogReader(
            ProjectionSettings settings,
            ProjectionDefinition<E, K, ?, ?> definition,
            AuditProgress progress,
            long recordsPerSecond,
            List<Long> starts) {
        this.definition = definition;
        this.progress = progress;
        this.recordsPerSecond = recordsPerSecond;
        this.starts = List.copyOf(starts);
        Map<String, Object> config = settings.kafka().settings();
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, settings.service() + "." + definition.name() + ".audit");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // the fetch that waits at the end of one reading holds up the next one
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20);
        config.putAll(settings.consumer());
        this.consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Hands the records from {@code begin} until before {@code end} to {@code visitor}, in order.
     *
     * @param throttled within the limit of records per second: never while a snapshot or a transaction is open
     * @throws IncompleteLogException if the log begins late or ends early; nothing was handed over
     * @throws CancellationException if the audit has been cancelled
     */
    void read(int partition, long begin, long end, boolean throttled, Consumer<Batch.Entry<E, K>> visitor) {
        var place = new TopicPartition(definition.topic().name(), partition);
        consumer.assign(List.of(place));
        long first = consumer.beginningOffsets(List.of(place)).getOrDefault(place, 0L);
        long available = consumer.endOffsets(List.of(place)).getOrDefault(place, 0L);
        long start = starts.get(partition);
        if (first > start || available < end) {
            throw new IncompleteLogException(first > start ? "begins" : "ends", first > start ? first : available, end);
        }
        long from = Math.max(begin, start);
        consumer.seek(place, from);
        int emptyPolls = 0;
        gaps = Math.max(0, end - from);
        for (long position = from; position < end; ) {
            for (var origin : consumer.poll(POLL).records(place)) {
                if (origin.offset() < end) {
                    gaps--;
                    visitor.accept(Batch.entry(origin, definition.decoder(), definition.projection()));
                    if (++recordsRead % PROGRESS_EVERY == 0) {
                        report(partition);
                    }
                }
            }
            long reached = consumer.position(place);
            emptyPolls = reached == position ? emptyPolls + 1 : 0;
            if (emptyPolls == MOST_EMPTY_POLLS) {
                throw new IllegalStateException("Kafka gives no records of " + place + " from offset " + position);
            }
            position = reached;
            if (throttled) {
                slowDown(partition);
            }
        }
        report(partition);
    }

    private void slowDown(int partition) {
        if (recordsPerSecond <= 0) {
            return;
        }
        long ahead = started + (long) (1e9 * recordsRead / recordsPerSecond) - System.nanoTime();
        while (ahead > 0) {
            report(partition);
            LockSupport.parkNanos(Math.min(ahead, REPORT_NANOS));
            ahead = started + (long) (1e9 * recordsRead / recordsPerSecond) - System.nanoTime();
        }
    }

    /** Says how far the audit is. @throws CancellationException if it has been cancelled */
    void report(int partition) {
        progress.reached(recordsRead, partition, definition.topic().partitions());
        if (progress.isCancelled()) {
            throw new CancellationException("audit of " + definition.name() + " cancelled");
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
