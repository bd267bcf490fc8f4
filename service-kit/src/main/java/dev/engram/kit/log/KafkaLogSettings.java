package dev.engram.kit.log;

import dev.engram.runtime.access.KafkaAccess;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * How the log is written.
 *
 * @param kafka where the log is, and as whom it is written
 * @param clientId name of this instance in the broker's logs
 * @param maxBytesInFlight bytes that may await acknowledgement, 1 KiB to 256 MiB
 */
public record KafkaLogSettings(KafkaAccess kafka, String clientId, long maxBytesInFlight, TimeLimits limits) {
    /** Most of a request's reviews go in one batch, as only one is under way at a time. */
    private static final int BATCH_BYTES = 256 << 10;

    /** With the time limits of a service that answers requests. */
    public KafkaLogSettings(KafkaAccess kafka, String clientId, long maxBytesInFlight) {
        this(kafka, clientId, maxBytesInFlight, TimeLimits.OF_REQUESTS);
    }

    /**
     * In milliseconds.
     *
     * @param block how long a send waits for metadata or for room in the buffer
     * @param request one attempt at a broker
     * @param delivery all attempts together
     * @param append an append as a whole; below the time limit of the gateway
     */
    public record TimeLimits(int block, int request, int delivery, int append) {
        /** What a learner can wait. */
        public static final TimeLimits OF_REQUESTS = new TimeLimits(2_000, 3_000, 8_000, 8_500);

        /** The same limits, longer; for a machine with too much to do. */
        public TimeLimits times(int factor) {
            return new TimeLimits(block * factor, request * factor, delivery * factor, append * factor);
        }
    }

    public KafkaLogSettings {
        if (maxBytesInFlight < 1 << 10 || maxBytesInFlight > 256 << 20) {
            throw new IllegalArgumentException(
                    "engram.kafka.max-bytes-in-flight must be within 1 KiB to 256 MiB, was " + maxBytesInFlight);
        }
    }

    /** @param number of a producer of this instance */
    Properties producer(int number) {
        var settings = new Properties();
        settings.putAll(kafka.settings());
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, clientId + "." + number);
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        // With more, a batch can overtake one that a new leader refused: the leader, to which the producer is new,
        // takes it and then refuses the overtaken one as out of order at every retry.
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, limits.block());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, limits.request());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, limits.delivery());
        // a request's events are sent at once, so they batch without lingering
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        // room for what the cap lets in and the waste of half-filled batches
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 2 * maxBytesInFlight + (4 << 20));
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        settings.put(ProducerConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
        settings.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return settings;
    }

    /** A client that asks a broker about topics and gives up after {@code answerMillis}. */
    public static Admin admin(KafkaAccess kafka, String clientId, int answerMillis) {
        var settings = kafka.settings();
        settings.putAll(Map.of(
                AdminClientConfig.CLIENT_ID_CONFIG, clientId,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, answerMillis,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, answerMillis,
                AdminClientConfig.METRIC_REPORTER_CLASSES_CONFIG, "",
                AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false));
        return Admin.create(settings);
    }
}
