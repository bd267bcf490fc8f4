package dev.engram.runtime.runner;

import dev.engram.runtime.access.KafkaAccess;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where and how a projection runs. See {@link #of} for the defaults.
 *
 * @param service first part of the consumer group, such as {@code review}
 * @param kafka where the log is, and as whom it is read
 * @param instance stable name of this process; with it a killed process is back in about a second instead of ten.
 *     Absent: none
 * @param maxEvents most events of one transaction
 * @param maxDocuments most documents of one transaction, unless a single event touches more
 * @param maxBytes most bytes of records in one transaction, unless a single record is larger
 * @param buildBytes most bytes of records that are held in memory while a generation is built beside the live one, unless one context
 *     has more: those of one partition, with the objects that hold them
 * @param transactionTimeout a transaction that takes longer is given up, and the next batch halved
 * @param backoffMin first wait after a failure of the store; doubled up to {@code backoffMax}, with jitter
 * @param retiredFor how long a replaced generation is kept, so that readers that still use it come to their end
 * @param consumer further settings of the Kafka consumer, for tests
 */
public record ProjectionSettings(
        String service,
        KafkaAccess kafka,
        @Nullable String instance,
        int maxEvents,
        int maxDocuments,
        int maxBytes,
        int buildBytes,
        Duration transactionTimeout,
        Duration backoffMin,
        Duration backoffMax,
        Duration retiredFor,
        Map<String, String> consumer) {

    public ProjectionSettings {
        check(!service.isBlank(), "service must not be blank");
        check(
                instance == null || instance.matches("[A-Za-z0-9._-]{1,100}"),
                "engram.instance must be 1 to 100 of A-Za-z0-9._-");
        check(maxEvents >= 1, "maxEvents must be at least 1");
        check(maxDocuments >= 1, "maxDocuments must be at least 1");
        check(maxBytes >= 1, "maxBytes must be at least 1");
        check(buildBytes >= 1, "buildBytes must be at least 1");
        check(transactionTimeout.compareTo(Duration.ofMillis(50)) >= 0, "transactionTimeout must be at least 50 ms");
        check(backoffMin.isPositive(), "backoffMin must be positive");
        check(backoffMax.compareTo(backoffMin) >= 0, "backoffMax must not be below backoffMin");
        consumer = Map.copyOf(consumer);
    }

    /** Up to 5,000 events, 500 documents and 4 MiB of records per transaction, 10 s each, 32 MiB of records while building, waits of 50 ms to 5 s after failures. */
    public static ProjectionSettings of(String service, KafkaAccess kafka, @Nullable String instance) {
        return new ProjectionSettings(
                service,
                kafka,
                instance,
                5_000,
                500,
                4 << 20,
                32 << 20,
                Duration.ofSeconds(10),
                Duration.ofMillis(50),
                Duration.ofSeconds(5),
                Duration.ofMinutes(10),
                Map.of());
    }

    public ProjectionSettings withConsumer(Map<String, String> settings) {
        return with(buildBytes, transactionTimeout, retiredFor, settings);
    }

    public ProjectionSettings withTransactionTimeout(Duration timeout) {
        return with(buildBytes, timeout, retiredFor, consumer);
    }

    public ProjectionSettings withRetiredFor(Duration time) {
        return with(buildBytes, transactionTimeout, time, consumer);
    }

    public ProjectionSettings withBuildBytes(int bytes) {
        return with(bytes, transactionTimeout, retiredFor, consumer);
    }

    private ProjectionSettings with(int bytes, Duration timeout, Duration retired, Map<String, String> settings) {
        return new ProjectionSettings(
                service,
                kafka,
                instance,
                maxEvents,
                maxDocuments,
                maxBytes,
                bytes,
                timeout,
                backoffMin,
                backoffMax,
                retired,
                settings);
    }

    private static void check(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
