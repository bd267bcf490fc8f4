package dev.engram.maintenance.cluster;

import dev.engram.events.codec.EncodedEvent;
import dev.engram.runtime.access.KafkaAccess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Appends records, each partition in the order of the calls. For one thread. */
public final class RecordWriter implements AutoCloseable {

    private static final int UNACKNOWLEDGED = 2_000;

    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private int sent;

    public RecordWriter(KafkaAccess kafka) {
        Map<String, Object> config = kafka.settings();
        config.putAll(Map.of(
                ProducerConfig.CLIENT_ID_CONFIG,
                "engram-maintenance",
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                // with more, a later batch can be taken although an earlier one was refused
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                1,
                ProducerConfig.BATCH_SIZE_CONFIG,
                256 << 10,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                16L << 20,
                ProducerConfig.LINGER_MS_CONFIG,
                5));
        this.producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Appends a record; it is certain after {@link #flush} only.
     *
     * @throws IOException if this or an earlier record was not acknowledged
     */
    public void append(ProducerRecord<byte[], byte[]> record) throws IOException {
        try {
            var _ = producer.send(record, (_, failed) -> {
                if (failed != null) {
                    failure.compareAndSet(null, failed);
                }
            });
        } catch (KafkaException failed) {
            failure.compareAndSet(null, failed);
        }
        // without a look now and then, all records behind a failure would be sent too, and stand in another order
        if (++sent % UNACKNOWLEDGED == 0 || failure.get() != null) {
            flush();
        }
    }

    /** As {@link #append(ProducerRecord)}, into the partition of the event's key, as services write it. */
    public void append(String topic, EncodedEvent event) throws IOException {
        var record =
                new ProducerRecord<byte[], byte[]>(topic, event.key().getBytes(StandardCharsets.UTF_8), event.value());
        event.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        append(record);
    }

    /** Returns when the broker has acknowledged all records. @throws IOException if it has not */
    public void flush() throws IOException {
        try {
            producer.flush();
        } catch (KafkaException failed) {
            failure.compareAndSet(null, failed);
        }
        var failed = failure.get();
        if (failed != null) {
            throw new IOException("the broker did not acknowledge a record: " + failed.getMessage(), failed);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
