package dev.engram.kit.projection;

import com.mongodb.client.MongoClient;
import dev.engram.kit.health.LoopLiveness;
import dev.engram.kit.health.Readiness;
import dev.engram.kit.health.Unready;
import dev.engram.kit.mongo.MongoConfig;
import dev.engram.kit.topic.TopicMonitors;
import dev.engram.runtime.access.KafkaAccess;
import dev.engram.runtime.host.HostedStatus;
import dev.engram.runtime.host.ProjectionHost;
import dev.engram.runtime.runner.PartitionState;
import dev.engram.runtime.runner.ProjectionSettings;
import dev.engram.runtime.runner.RunnerEnvironment;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The host of a service's projections, by the service's settings. The service is not ready while a projection is stopped, or
 * while there is no live generation that this program can read; retrying is not a reason. It is not alive when a loop hangs.
 */
@ApplicationScoped
class ProjectionBeans {

    @Produces
    @Singleton
    ProjectionHost host(
            @Named("projection") MongoClient client,
            MongoConfig mongo,
            KafkaAccess kafka,
            TopicMonitors topics,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "engram.instance") Optional<String> instance) {
        return new ProjectionHost(
                ProjectionSettings.of(service, kafka, instance.orElse(null)),
                client,
                mongo.database(),
                topics::of,
                RunnerEnvironment.system());
    }

    /** After the beans that start projections. */
    void start(
            @Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent started,
            ProjectionHost host,
            Readiness readiness,
            LoopLiveness loops) {
        for (var projection : host.projections()) {
            var name = "projection " + projection.definition().name();
            readiness.require(name, () -> missing(projection.status()));
            loops.watch(name, () -> Duration.between(projection.status().lastTurn(), Instant.now()));
        }
    }

    private static @Nullable Unready missing(HostedStatus status) {
        var report = ProjectionReport.of(status, Instant.now());
        return status.state() instanceof PartitionState.Stopped || (status.live() != null && !status.isServing())
                ? new Unready("the projection is %s: %s".formatted(report.state(), report.reason()), report.remedy())
                : null;
    }

    void close(@Disposes ProjectionHost host) {
        host.close();
    }
}
