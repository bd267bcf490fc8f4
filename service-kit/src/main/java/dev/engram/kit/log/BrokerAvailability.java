package dev.engram.kit.log;

import dev.engram.kit.retry.BackgroundRetry;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the broker is unavailable; while it is, asks for it in the background. */
final class BrokerAvailability implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerAvailability.class);
    private static final int ASK_MILLIS = 1_000;

    private final KafkaLogSettings settings;
    private volatile boolean unavailable;

    // guarded by this
    private @Nullable BackgroundRetry asking;
    private boolean closed;

    BrokerAvailability(KafkaLogSettings settings) {
        this.settings = settings;
    }

    boolean isUnavailable() {
        return unavailable;
    }

    /** After an append that got no acknowledgement. */
    synchronized void lost(String topic) {
        if (unavailable || closed) {
            return;
        }
        unavailable = true;
        LOG.atWarn().addKeyValue("topic", topic).log("broker lost");
        asking = BackgroundRetry.start("broker", () -> {
            if (!hasLeaders(topic)) {
                return "no broker names the leaders of " + topic;
            }
            LOG.atInfo().addKeyValue("topic", topic).log("broker back");
            unavailable = false;
            return null;
        });
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (asking != null) {
            asking.close();
        }
    }

    /** Whether every partition has a leader that a broker names within about a second. */
    private boolean hasLeaders(String topic) {
        try (var admin = KafkaLogSettings.admin(settings.kafka(), settings.clientId() + "-watch", ASK_MILLIS)) {
            var found = admin.describeTopics(List.of(topic)).allTopicNames().get();
            return found.values().stream()
                    .flatMap(description -> description.partitions().stream())
                    .allMatch(partition ->
                            partition.leader() != null && !partition.leader().isEmpty());
        } catch (ExecutionException | KafkaException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
