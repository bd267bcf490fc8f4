package dev.engram.kit.log;

import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * How the log is written.
 *
 * @param bootstrapServers {@code host:port}, several joined with commas
 * @param clientId name of this instance in the broker's logs
 * @param maxBytesInFlight bytes that may await acknowledgement, 1 KiB to 256 MiB
 */
public record KafkaLogSettings(String bootstrapServers, String clientId, long maxBytesInFlight) {
    /** A send waits this long for metadata or for room in the buffer. */
    static final int MAX_BLOCK_MILLIS = 2_000;

    /** One attempt at a broker. */
    static final int REQUEST_TIMEOUT_MILLIS = 3_000;

    /** All attempts together. */
    static final int DELIVERY_TIMEOUT_MILLIS = 8_000;

    /** An append as a whole; below the time limit of the gateway. */
    static final int APPEND_TIMEOUT_MILLIS = 8_500;

    public KafkaLogSettings {
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("engram.kafka.bootstrap-servers must name a broker");
        }
        if (maxBytesInFlight < 1 << 10 || maxBytesInFlight > 256 << 20) {
            throw new IllegalArgumentException(
                    "engram.kafka.max-bytes-in-flight must be within 1 KiB to 256 MiB, was " + maxBytesInFlight);
        }
    }

    Properties producer() {
        var settings = new Properties();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS);
        // a request's events are sent at once, so they batch without lingering
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        // room for what the cap lets in and the waste of half-filled batches
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 2 * maxBytesInFlight + (4 << 20));
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        settings.put(ProducerConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
        settings.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return settings;
    }
}
