package dev.engram.kit.projection;

import dev.engram.kit.problem.Problem;
import dev.engram.runtime.audit.AuditProgress;
import dev.engram.runtime.host.HostedProjection;
import dev.engram.runtime.host.ProjectionHost;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Audits in the background, one at a time, and the last one of each projection. */
@ApplicationScoped
class Audits {
    private static final Logger LOG = LoggerFactory.getLogger(Audits.class);

    private final ProjectionHost host;
    private final Map<String, AuditView> last = new ConcurrentHashMap<>();
    private volatile boolean closing;
    private @Nullable Thread running;

    Audits(ProjectionHost host) {
        this.host = host;
    }

    synchronized AuditView start(HostedProjection<?, ?, ?, ?> projection) {
        if (running != null && running.isAlive()) {
            throw Problem.of(409, "audit-running", "An audit is running")
                    .withDetail("The service audits one projection at a time: wait until " + running.getName()
                            + " has ended")
                    .exception();
        }
        if (!projection.status().isServing()) {
            throw Problem.of(409, "projection-not-ready", "There is no live generation of this fold version")
                    .withDetail("Audit it when the rebuild has ended")
                    .exception();
        }
        var name = projection.definition().name();
        int partitions = projection.definition().topic().partitions();
        var begun = new AuditView(name, AuditView.State.RUNNING, Instant.now(), 0, 0, partitions, null, null);
        last.put(name, begun);
        running = Thread.ofPlatform()
                .name("audit of " + name)
                .daemon(true)
                .priority(Thread.MIN_PRIORITY)
                .start(() -> run(projection, name));
        return begun;
    }

    /** Ends the request as not found where none was started since the service started. */
    AuditView last(String name) {
        var found = last.get(name);
        if (found == null) {
            throw Problem.notFound("No audit of " + name + " since the service started")
                    .exception();
        }
        return found;
    }

    private void run(HostedProjection<?, ?, ?, ?> projection, String name) {
        var progress = new AuditProgress() {
            @Override
            public void reached(long records, int partitionsDone, int partitions) {
                last.computeIfPresent(name, (_, audit) -> audit.reached(records, partitionsDone));
            }

            @Override
            public boolean isCancelled() {
                return closing;
            }
        };
        try {
            var report = host.audit(projection, progress);
            (report.differences() == 0 ? LOG.atInfo() : LOG.atError())
                    .addKeyValue("projection", name)
                    .addKeyValue("generation", report.generation())
                    .addKeyValue("records", report.records())
                    .addKeyValue("differences", report.differences())
                    .log("audit ended");
            last.computeIfPresent(name, (_, audit) -> audit.ended(report, null));
        } catch (RuntimeException failed) {
            LOG.atWarn().addKeyValue("projection", name).setCause(failed).log("audit failed");
            last.computeIfPresent(name, (_, audit) -> audit.ended(null, String.valueOf(failed.getMessage())));
        }
    }

    @PreDestroy
    void close() {
        closing = true;
    }
}
