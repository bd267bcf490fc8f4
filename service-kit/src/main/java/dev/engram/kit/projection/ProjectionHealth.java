package dev.engram.kit.projection;

import dev.engram.kit.health.LoopLiveness;
import dev.engram.kit.health.Readiness;
import dev.engram.runtime.host.HostedProjection;
import dev.engram.runtime.host.ProjectionHost;
import dev.engram.runtime.runner.PartitionState;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import jakarta.annotation.Priority;
import java.time.Duration;
import java.time.Instant;

/**
 * Not ready while a projection is stopped, or while there is no live generation that this program can read; retrying is not
 * a reason. Not alive when one of the loops hangs.
 */
@ApplicationScoped
class ProjectionHealth {

    private final ProjectionHost host;
    private final Readiness readiness;
    private final LoopLiveness loops;

    ProjectionHealth(ProjectionHost host, Readiness readiness, LoopLiveness loops) {
        this.host = host;
        this.readiness = readiness;
        this.loops = loops;
    }

    /** After the beans that start projections. */
    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent started) {
        for (var projection : host.projections()) {
            var name = "projection " + projection.definition().name();
            readiness.require(name, () -> isReady(projection));
            loops.watch(name, () -> Duration.between(projection.status().lastTurn(), Instant.now()));
        }
    }

    private static boolean isReady(HostedProjection<?, ?, ?, ?> projection) {
        var status = projection.status();
        boolean known = status.live() != null;
        return !(status.state() instanceof PartitionState.Stopped) && (!known || status.isServing());
    }
}
