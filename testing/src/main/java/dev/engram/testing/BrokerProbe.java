package dev.engram.testing;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;

/** Asks a starting broker whether it takes clients: it does when its cluster, through it, counts it as a live member. */
final class BrokerProbe implements ContainerControl.Probe {
    private static final int TIMEOUT_MILLIS = 1_500;

    private final Admin admin;

    BrokerProbe(String bootstrap) {
        admin = Admin.create(Map.of(
                "bootstrap.servers", bootstrap,
                "client.id", "readiness-probe",
                "reconnect.backoff.ms", "100",
                "reconnect.backoff.max.ms", "200",
                "request.timeout.ms", "1000",
                "default.api.timeout.ms", Integer.toString(TIMEOUT_MILLIS)));
    }

    @Override
    public boolean isReady() {
        try {
            return !admin.describeCluster(new DescribeClusterOptions().timeoutMs(TIMEOUT_MILLIS))
                    .nodes()
                    .get()
                    .isEmpty();
        } catch (ExecutionException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false; // the waiting thread notices the interrupt
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
