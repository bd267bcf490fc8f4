package dev.engram.kit.projection;

import dev.engram.runtime.host.HostedProjection;
import dev.engram.runtime.host.ProjectionHost;
import dev.engram.runtime.runner.PartitionState;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins the audits that nobody asks for, slowly, of projections that are well; and looks what audits have found. */
@ApplicationScoped
class AuditSchedule {
    private static final Logger LOG = LoggerFactory.getLogger(AuditSchedule.class);
    private static final Duration LOOK = Duration.ofSeconds(10);

    /** One that failed is tried again after this, if the interval is not shorter. */
    private static final Duration AFTER_FAILURE = Duration.ofHours(1);

    private final ProjectionHost host;
    private final Audits audits;
    private final AuditConfig config;
    private final CountDownLatch closing = new CountDownLatch(1);

    AuditSchedule(ProjectionHost host, Audits audits, AuditConfig config) {
        this.host = host;
        this.audits = audits;
        this.config = config;
    }

    /** After the beans that start projections. */
    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent started) {
        var interval = config.interval();
        if (!host.projections().isEmpty()) {
            var wait = config.firstAfter()
                    .plusMillis(ThreadLocalRandom.current()
                            .nextLong(config.firstAfter().toMillis() + 1));
            Thread.ofPlatform()
                    .name("audit schedule")
                    .daemon(true)
                    .start(() -> run(interval, Instant.now().plus(wait)));
        }
    }

    private void run(Duration interval, Instant first) {
        do {
            try {
                audits.look();
                if (interval.isPositive() && Instant.now().isAfter(first)) {
                    host.projections().stream()
                            .filter(projection -> isDue(projection, interval))
                            .findFirst()
                            .ifPresent(due -> audits.startScheduled(due, config.recordsPerSecond()));
                }
            } catch (RuntimeException away) {
                LOG.atDebug().setCause(away).log("audits are not looked at");
            }
        } while (!isClosing());
    }

    private boolean isDue(HostedProjection<?, ?, ?, ?> projection, Duration interval) {
        var status = projection.status();
        var last = audits.ended(status.projection());
        var next = last == null
                ? Instant.MIN
                : last.triedAt()
                        .plus(
                                last.failure() == null || interval.compareTo(AFTER_FAILURE) < 0
                                        ? interval
                                        : AFTER_FAILURE);
        return status.isServing()
                && status.building() == null
                && status.state() instanceof PartitionState.Live
                && Instant.now().isAfter(next);
    }

    private boolean isClosing() {
        try {
            return closing.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            return true;
        }
    }

    @PreDestroy
    void close() {
        closing.countDown();
    }
}
