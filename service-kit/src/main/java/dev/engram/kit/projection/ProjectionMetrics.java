package dev.engram.kit.projection;

import dev.engram.runtime.host.HostedProjection;
import dev.engram.runtime.host.HostedStatus;
import dev.engram.runtime.host.ProjectionHost;
import dev.engram.runtime.runner.PartitionState;
import dev.engram.runtime.runner.ProjectionStatus;
import dev.engram.runtime.store.Generation;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The figures of every projection at {@code /q/metrics}; names and tags are listed in docs/operations.md and stay. */
@ApplicationScoped
class ProjectionMetrics {

    private static final List<String> STATES = List.of("UNASSIGNED", "STARTING", "LIVE", "RETRYING", "STOPPED");

    private final ProjectionHost host;
    private final MeterRegistry meters;
    /** The registry holds them weakly. */
    private final List<Meters> registered = new ArrayList<>();

    ProjectionMetrics(ProjectionHost host, MeterRegistry meters) {
        this.host = host;
        this.meters = meters;
    }

    /** After the beans that start projections. */
    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent started) {
        for (var projection : host.projections()) {
            var own = new Meters(projection);
            registered.add(own);
            own.register();
        }
    }

    /** Counts of one projection that go on when a generation replaces another, whose own counts begin at zero. */
    private final class Meters {
        private final HostedProjection<?, ?, ?, ?> projection;
        private final Tags tags;
        private final Map<Seen, Double> seen = new HashMap<>();
        private final Map<String, Map<Tags, Double>> totals = new ConcurrentHashMap<>();

        Meters(HostedProjection<?, ?, ?, ?> projection) {
            this.projection = projection;
            this.tags = Tags.of("projection", projection.definition().name());
        }

        void register() {
            for (var state : STATES) {
                gauge(
                        "engram.projection.state",
                        "1 for the state that it is in, else 0",
                        tags.and("state", state),
                        status -> status.state().label().equals(state) ? 1 : 0);
            }
            gauge("engram.projection.serving", "1 while readers get answers", tags, s -> s.isServing() ? 1 : 0);
            gauge(
                    "engram.projection.rebuild.progress",
                    "Share of the log that the generation being built has applied; none without a rebuild",
                    tags,
                    status -> {
                        var rebuild = ProjectionView.of(status, Instant.now()).rebuild();
                        return number(rebuild == null ? null : rebuild.progress());
                    });
            for (var role : List.of(Generation.Role.LIVE, Generation.Role.BUILDING)) {
                var own = tags.and("role", label(role));
                gauge("engram.projection.generation", "Number of the generation", own, status -> {
                    var generation = generation(status, role);
                    return generation == null ? Double.NaN : generation.number();
                });
                running(
                        "engram.projection.lag.events",
                        "Records that are not applied",
                        own,
                        role,
                        status -> number(ProjectionView.lagEvents(status)));
                running(
                        "engram.projection.lag.seconds",
                        "Age of the partition that is furthest behind",
                        own,
                        role,
                        status -> number(ProjectionView.lagSeconds(status, Instant.now())));
                running(
                        "engram.projection.parked",
                        "Events parked and not dealt with",
                        own,
                        role,
                        ProjectionView::parked);
                count("engram.projection.applied", own);
                count("engram.projection.events.parked", own);
                for (var activity : List.of("fold", "store", "idle")) {
                    count("engram.projection.busy.seconds", own.and("activity", activity));
                }
            }
        }

        private void gauge(String name, String description, Tags own, ToDoubleFunction<HostedStatus> value) {
            Gauge.builder(name, projection, hosted -> value.applyAsDouble(hosted.status()))
                    .description(description)
                    .tags(own)
                    .strongReference(true)
                    .register(meters);
        }

        private void running(
                String name,
                String description,
                Tags own,
                Generation.Role role,
                ToDoubleFunction<ProjectionStatus> value) {
            gauge(name, description, own, status -> {
                var running = status.of(generation(status, role));
                return running == null ? Double.NaN : value.applyAsDouble(running);
            });
        }

        /** A count that {@link #look} keeps. */
        private void count(String name, Tags own) {
            var counts = totals.computeIfAbsent(name, _ -> new ConcurrentHashMap<>());
            if (counts.putIfAbsent(own, 0.0) == null) {
                FunctionCounter.builder(name, this, all -> {
                            all.look();
                            return counts.getOrDefault(own, 0.0);
                        })
                        .tags(own)
                        .register(meters);
            }
        }

        /** Adds what was counted since the last look. */
        private synchronized void look() {
            var status = projection.status();
            for (var running : status.running()) {
                var live = status.live();
                var role = live != null && live.number() == running.generation()
                        ? Generation.Role.LIVE
                        : Generation.Role.BUILDING;
                var shares = running.shares();
                add("engram.projection.applied", running, role, Tags.empty(), running.applied());
                add("engram.projection.events.parked", running, role, Tags.empty(), running.parkedSinceStart());
                running.retries()
                        .forEach((reason, times) ->
                                add("engram.projection.retries", running, role, Tags.of("reason", reason), times));
                Map.of("fold", shares.fold(), "store", shares.store(), "idle", shares.idle())
                        .forEach((activity, share) -> add(
                                "engram.projection.busy.seconds",
                                running,
                                role,
                                Tags.of("activity", activity),
                                share * shares.ofSeconds()));
            }
        }

        private void add(String name, ProjectionStatus running, Generation.Role role, Tags kind, double value) {
            var own = tags.and("role", label(role)).and(kind);
            count(name, own);
            var before = seen.put(new Seen(name, running.generation(), kind), value);
            var more = before == null ? value : Math.max(0, value - before);
            totals.getOrDefault(name, Map.of()).computeIfPresent(own, (_, total) -> total + more);
        }
    }

    private record Seen(String name, int generation, Tags kind) {}

    private static @Nullable Generation generation(HostedStatus status, Generation.Role role) {
        return role == Generation.Role.LIVE ? status.live() : status.building();
    }

    private static String label(Generation.Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private static double number(@Nullable Number value) {
        return value == null ? Double.NaN : value.doubleValue();
    }
}
