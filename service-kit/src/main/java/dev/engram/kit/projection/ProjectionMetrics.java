package dev.engram.kit.projection;

import dev.engram.runtime.audit.AuditRecords;
import dev.engram.runtime.host.HostedProjection;
import dev.engram.runtime.host.ProjectionHost;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The figures of every projection at {@code /q/metrics}; names and tags are listed in docs/operations.md and stay. */
@ApplicationScoped
class ProjectionMetrics {

    private static final List<String> STATES = List.of("UNASSIGNED", "STARTING", "LIVE", "RETRYING", "STOPPED");
    private static final List<Generation.Role> ROLES = List.of(Generation.Role.LIVE, Generation.Role.BUILDING);

    private record Figure(
            String name, String description, Function<ProjectionReport.Running, @Nullable Number> value) {}

    private static final List<Figure> OF_GENERATIONS = List.of(
            new Figure(
                    "engram.projection.lag.events",
                    "Records that are not applied",
                    ProjectionReport.Running::lagEvents),
            new Figure(
                    "engram.projection.lag.seconds",
                    "Age of the partition that is furthest behind",
                    ProjectionReport.Running::lagSeconds),
            new Figure(
                    "engram.projection.parked", "Events parked and not dealt with", ProjectionReport.Running::parked));

    private final ProjectionHost host;
    private final Audits audits;
    private final MeterRegistry meters;
    /** The registry holds them weakly. */
    private final List<Meters> registered = new ArrayList<>();

    ProjectionMetrics(ProjectionHost host, Audits audits, MeterRegistry meters) {
        this.host = host;
        this.audits = audits;
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
                        report -> report.state().equals(state) ? 1 : 0);
            }
            gauge("engram.projection.serving", "1 while readers get answers", tags, r -> r.serving() ? 1 : 0);
            gauge(
                    "engram.projection.rebuild.progress",
                    "Share of the log that the generation being built has applied; none without a rebuild",
                    tags,
                    report -> report.rebuild() == null ? null : report.rebuild().progress());
            gauge(
                    "engram.projection.unreadable",
                    "Documents of the live generation that this process has met and could not read",
                    tags,
                    report -> report.unreadable() == null
                            ? 0
                            : report.unreadable().count());
            ofAudit(
                    "engram.projection.audit.differences",
                    "Differences that the last audit has left",
                    AuditRecords.LastAudit::left);
            ofAudit(
                    "engram.projection.audit.age.seconds",
                    "Since the last audit ended",
                    last -> Duration.between(last.at(), Instant.now()).toSeconds());
            for (var role : ROLES) {
                var own = of(role);
                gauge(
                        "engram.projection.generation",
                        "Number of the generation",
                        own,
                        report -> role == Generation.Role.LIVE
                                ? report.live() == null ? null : report.live().generation()
                                : report.rebuild() == null
                                        ? null
                                        : report.rebuild().generation());
                for (var figure : OF_GENERATIONS) {
                    gauge(
                            figure.name,
                            figure.description,
                            own,
                            report -> report.generations().stream()
                                    .filter(running -> running.role() == role)
                                    .findFirst()
                                    .map(figure.value)
                                    .orElse(null));
                }
                count("engram.projection.applied", own);
                count("engram.projection.events.parked", own);
                for (var activity : List.of("fold", "store", "idle")) {
                    count("engram.projection.busy.seconds", own.and("activity", activity));
                }
            }
        }

        private Tags of(Generation.Role role) {
            return tags.and("role", role.name().toLowerCase(Locale.ROOT));
        }

        private void gauge(
                String name, String description, Tags own, Function<ProjectionReport, @Nullable Number> value) {
            Gauge.builder(name, () -> value.apply(ProjectionReport.of(projection.status(), Instant.now())))
                    .description(description)
                    .tags(own)
                    .strongReference(true)
                    .register(meters);
        }

        /** None before the first audit. */
        private void ofAudit(String name, String description, Function<AuditRecords.LastAudit, Number> value) {
            Gauge.builder(name, () -> {
                        var last = audits.ended(projection.definition().name());
                        return last == null ? null : value.apply(last);
                    })
                    .description(description)
                    .tags(tags)
                    .strongReference(true)
                    .register(meters);
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
            var own = of(role).and(kind);
            count(name, own);
            var before = seen.put(new Seen(name, running.generation(), kind), value);
            var more = before == null ? value : Math.max(0, value - before);
            totals.getOrDefault(name, Map.of()).computeIfPresent(own, (_, total) -> total + more);
        }
    }

    private record Seen(String name, int generation, Tags kind) {}
}
