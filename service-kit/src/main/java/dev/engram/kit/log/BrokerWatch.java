package dev.engram.kit.log;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/** Knows whether the broker is away, and asks for it in the background while it is. */
final class BrokerWatch implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(BrokerWatch.class);
    private static final int ASK_MILLIS = 1_000;
    private static final long PAUSE_MILLIS = 250;

    private final Predicate<String> hasLeaders;
    private volatile boolean away;

    // guarded by this
    private boolean closed;

    /** @param hasLeaders whether every partition of a topic has a leader that a broker names within about a second */
    BrokerWatch(Predicate<String> hasLeaders) {
        this.hasLeaders = hasLeaders;
    }

    static BrokerWatch of(KafkaLogSettings settings) {
        return new BrokerWatch(topic -> hasLeaders(settings, topic));
    }

    boolean isAway() {
        return away;
    }

    /** Told by an append that got no acknowledgement. */
    synchronized void lost(String topic) {
        if (away || closed) {
            return;
        }
        away = true;
        LOG.warnf("broker lost topic=%s", topic);
        Thread.ofVirtual().name("broker-watch").start(() -> askUntilBack(topic));
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    private void askUntilBack(String topic) {
        while (!isClosed()) {
            if (hasLeaders.test(topic)) {
                LOG.infof("broker back topic=%s", topic);
                away = false;
                return;
            }
            rest();
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void rest() {
        try {
            if (!closed) {
                wait(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    private static boolean hasLeaders(KafkaLogSettings settings, String topic) {
        var config = Map.<String, Object>of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                settings.bootstrapServers(),
                AdminClientConfig.CLIENT_ID_CONFIG,
                settings.clientId() + "-watch",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                ASK_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                ASK_MILLIS,
                AdminClientConfig.METRIC_REPORTER_CLASSES_CONFIG,
                "",
                AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG,
                false);
        try (var admin = Admin.create(config)) {
            var options = new DescribeTopicsOptions().timeoutMs(ASK_MILLIS);
            var found = admin.describeTopics(List.of(topic), options)
                    .allTopicNames()
                    .get();
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
