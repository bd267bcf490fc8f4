package dev.engram.kit.projection;

import dev.engram.kit.problem.Problem;
import dev.engram.runtime.audit.AuditMode;
import dev.engram.runtime.audit.AuditProgress;
import dev.engram.runtime.audit.AuditRecords;
import dev.engram.runtime.audit.AuditRecords.LastAudit;
import dev.engram.runtime.host.HostedProjection;
import dev.engram.runtime.host.ProjectionHost;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Audits in the background, one at a time among all processes of the service, and how the last one of each projection ended.
 * One that an operator asks for ends one that runs by itself.
 */
@ApplicationScoped
class Audits {
    private static final Logger LOG = LoggerFactory.getLogger(Audits.class);
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Duration RENEWAL = Duration.ofSeconds(30);
    private static final Duration LONGEST_CANCEL = Duration.ofSeconds(30);

    private final ProjectionHost host;
    private final AuditRecords records;
    private final String owner = UUID.randomUUID().toString();
    private final Map<String, AuditView> begun = new ConcurrentHashMap<>();
    private volatile Map<String, LastAudit> ended = Map.of();
    private volatile boolean closing;
    private @Nullable Run running;

    Audits(ProjectionHost host) {
        this.host = host;
        this.records = host.auditRecords();
    }

    /** One audit. */
    private final class Run implements AuditProgress {
        private final HostedProjection<?, ?, ?, ?> projection;
        private final String name;
        private final AuditMode mode;
        private final boolean scheduled;
        private final Thread thread;
        private volatile boolean cancelled;
        private Instant renewed = Instant.now();

        Run(HostedProjection<?, ?, ?, ?> projection, AuditMode mode, boolean scheduled) {
            this.projection = projection;
            this.name = projection.definition().name();
            this.mode = mode;
            this.scheduled = scheduled;
            this.thread = Thread.ofPlatform()
                    .name("audit of " + name)
                    .daemon(true)
                    .priority(Thread.MIN_PRIORITY)
                    .unstarted(this::run);
        }

        @Override
        public void reached(long recordsRead, int partitionsDone, int partitions) {
            begun.computeIfPresent(name, (_, audit) -> audit.reached(recordsRead, partitionsDone));
            var now = Instant.now();
            if (now.isAfter(renewed.plus(RENEWAL))) {
                renewed = now;
                renew(now);
            }
        }

        /** Ends where another process has the right by now; where the database does not answer, the audit finds out itself. */
        private void renew(Instant now) {
            try {
                cancelled |= !records.take(owner, now, LEASE);
            } catch (RuntimeException away) {
                LOG.atDebug().setCause(away).log("the right to audit is not renewed");
            }
        }

        @Override
        public boolean isCancelled() {
            return cancelled || closing;
        }

        private void run() {
            try {
                var report = host.audit(projection, mode, this);
                (report.isEqual() ? LOG.atInfo() : LOG.atError())
                        .addKeyValue("projection", name)
                        .addKeyValue("generation", report.generation())
                        .addKeyValue("records", report.records())
                        .addKeyValue("differences", report.differences())
                        .addKeyValue("repaired", report.repaired())
                        .addKeyValue("notCompared", report.notCompared().size())
                        .addKeyValue("scheduled", scheduled)
                        .log("audit ended");
                begun.computeIfPresent(name, (_, audit) -> audit.ended(report, null));
                keep(LastAudit.of(report, Instant.now(), scheduled));
            } catch (CancellationException cancel) {
                LOG.atInfo().addKeyValue("projection", name).log("audit cancelled");
                begun.computeIfPresent(name, (_, audit) -> audit.ended(null, "cancelled"));
            } catch (RuntimeException failed) {
                var why = String.valueOf(failed.getMessage());
                LOG.atWarn().addKeyValue("projection", name).setCause(failed).log("audit failed");
                begun.computeIfPresent(name, (_, audit) -> audit.ended(null, why));
                var live = projection.status().live();
                keep(new LastAudit(
                        Instant.now(), live == null ? 0 : live.number(), 0, 0, 0, scheduled, why, Instant.now()));
            } finally {
                release();
            }
        }

        private void keep(LastAudit audit) {
            try {
                records.keep(name, audit);
                look();
            } catch (RuntimeException away) {
                LOG.atWarn().addKeyValue("projection", name).setCause(away).log("the result of an audit is not kept");
            }
        }
    }

    private void release() {
        try {
            records.release(owner);
        } catch (RuntimeException away) {
            LOG.atDebug().setCause(away).log("the right to audit ends by itself");
        }
    }

    /** Begins an audit that an operator asks for. */
    synchronized AuditView start(HostedProjection<?, ?, ?, ?> projection, boolean repair) {
        var other = running;
        if (other != null && other.thread.isAlive() && other.scheduled) {
            other.cancelled = true;
            try {
                var _ = other.thread.join(LONGEST_CANCEL);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        if (other != null && other.thread.isAlive()) {
            throw Problem.of(409, "audit-running", "An audit is running")
                    .withDetail("The service audits one projection at a time: wait until the " + other.thread.getName()
                            + " has ended")
                    .exception();
        }
        if (!projection.status().isServing()) {
            throw Problem.of(409, "projection-not-ready", "There is no live generation of this fold version")
                    .withDetail("Audit it when the rebuild has ended")
                    .exception();
        }
        if (!records.take(owner, Instant.now(), LEASE)) {
            throw Problem.of(409, "audit-running", "An audit is running")
                    .withDetail("Another process of the service audits: wait until that has ended")
                    .exception();
        }
        return begin(new Run(projection, repair ? AuditMode.REPAIR : AuditMode.COMPARE, false));
    }

    /** Begins an audit that nobody asked for, unless one is running here or in another process. */
    synchronized void startScheduled(HostedProjection<?, ?, ?, ?> projection, long recordsPerSecond) {
        var other = running;
        if ((other == null || !other.thread.isAlive()) && records.take(owner, Instant.now(), LEASE)) {
            var _ = begin(new Run(projection, new AuditMode(false, recordsPerSecond), true));
        }
    }

    private AuditView begin(Run run) {
        int partitions = run.projection.definition().topic().partitions();
        var view = new AuditView(run.name, AuditView.State.RUNNING, Instant.now(), 0, 0, partitions, null, null);
        begun.put(run.name, view);
        running = run;
        run.thread.start();
        return view;
    }

    /** Ends the request as not found where none was started since the service started. */
    AuditView last(String name) {
        var found = begun.get(name);
        if (found == null) {
            throw Problem.notFound("No audit of " + name + " since the service started")
                    .exception();
        }
        return found;
    }

    /** Reads how the last audits ended, of all processes of the service. */
    void look() {
        ended = records.last();
    }

    /** How the last audit of a projection ended, as far as this process knows; also before it was started. */
    @Nullable
    LastAudit ended(String name) {
        return ended.get(name);
    }

    @PreDestroy
    void close() {
        closing = true;
    }
}
