package dev.engram.kit.projection;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.engram.runtime.host.HostedStatus;
import dev.engram.runtime.runner.PartitionState;
import dev.engram.runtime.runner.ProjectionStatus;
import dev.engram.runtime.store.Generation;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What operators see of a projection, as this process knows it. Members that are not known are left out.
 *
 * @param state worst of what the process does for the projection: LIVE, STARTING, RETRYING or STOPPED
 * @param reason why the state is not LIVE, or why readers get no answers: a stable slug
 * @param detail of the last failure, while RETRYING
 * @param remedy what an operator has to do
 * @param serving whether readers get answers: the live generation is of the fold version of this program
 * @param rebuild the generation that is being built
 * @param generations those that this process keeps up to date
 */
@Schema(name = "Projection")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProjectionView(
        String name,
        int foldVersion,
        String state,
        @Nullable String reason,
        @Nullable String detail,
        @Nullable String remedy,
        boolean serving,
        @Nullable Live live,
        @Nullable Rebuild rebuild,
        List<Running> generations) {

    /** The generation that answers. */
    @Schema(name = "LiveGeneration")
    public record Live(int generation, int foldVersion) {}

    /**
     * How far a rebuild is.
     *
     * @param progress share of the log that has been applied, in [0, 1]; absent while this process does not know it
     * @param secondsLeft until it has caught up, at the speed of the last ten seconds
     */
    @Schema(name = "Rebuild")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Rebuild(
            int generation,
            int foldVersion,
            @Nullable Instant since,
            @Nullable Double progress,
            @Nullable Long secondsLeft) {}

    /**
     * What this process does for one generation.
     *
     * @param lagEvents records not applied, over the partitions of which it is known
     * @param lagSeconds of the partition that is furthest behind
     * @param applied events since the process started, with those that were parked
     * @param batchEvents events in the last batch
     * @param parked events parked and not dealt with
     * @param retries since the process started, by reason
     * @param idle share of time waiting for records, in [0, 1]
     * @param fold share of time folding
     * @param store share of time waiting for the database
     */
    @Schema(name = "RunningGeneration")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Running(
            int generation,
            Generation.Role role,
            @Nullable Long lagEvents,
            @Nullable Double lagSeconds,
            long applied,
            double appliedPerSecond,
            int batchEvents,
            long parked,
            Map<String, Long> retries,
            double idle,
            double fold,
            double store,
            List<Partition> partitions) {}

    /** @param next offset applied next; absent where another process has the partition */
    @Schema(name = "ProjectedPartition")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Partition(
            int partition,
            String state,
            @Nullable String reason,
            @Nullable String remedy,
            @Nullable Long next,
            @Nullable Long end,
            @Nullable Long lagEvents,
            @Nullable Double lagSeconds,
            @Nullable Instant dataUpTo,
            long parked) {}

    static ProjectionView of(HostedStatus status, Instant now) {
        var state = status.state();
        var waiting = !status.isServing() && !(state instanceof PartitionState.Stopped);
        var live = status.live();
        return new ProjectionView(
                status.projection(),
                status.foldVersion(),
                state.label(),
                waiting && live != null ? "generation-not-ready" : reason(state),
                state instanceof PartitionState.Retrying(var _, var detail) ? detail : null,
                waiting && live != null
                        ? "generation %d is of fold version %d and this program has %d; readers get 503 until the rebuild has caught up: wait"
                                .formatted(live.number(), live.foldVersion(), status.foldVersion())
                        : remedy(state),
                status.isServing(),
                live == null ? null : new Live(live.number(), live.foldVersion()),
                rebuild(status),
                Stream.of(live, status.building())
                        .filter(Objects::nonNull)
                        .filter(generation -> status.of(generation) != null)
                        .map(generation -> running(generation.role(), Objects.requireNonNull(status.of(generation)), now))
                        .toList());
    }

    private static @Nullable String reason(PartitionState state) {
        return switch (state) {
            case PartitionState.Retrying(var reason, var _) -> reason;
            case PartitionState.Stopped(var reason, var _) -> reason;
            default -> null;
        };
    }

    private static @Nullable String remedy(PartitionState state) {
        return state instanceof PartitionState.Stopped(var _, var remedy) ? remedy : null;
    }

    private static @Nullable Rebuild rebuild(HostedStatus status) {
        var building = status.building();
        if (building == null) {
            return null;
        }
        var work = status.of(building);
        long end = 0;
        long next = 0;
        for (var partition : work == null ? List.<ProjectionStatus.Partition>of() : work.partitions()) {
            var last = partition.end();
            if (last != null && partition.next() >= 0) {
                end += last;
                next += Math.min(last, partition.next());
            }
        }
        boolean known = work != null && work.partitions().stream().anyMatch(p -> p.end() != null && p.next() >= 0);
        var perSecond = work == null ? 0 : work.appliedPerSecond();
        return new Rebuild(
                building.number(),
                building.foldVersion(),
                building.since(),
                known ? (end == 0 ? 1.0 : (double) next / end) : null,
                perSecond > 0 && end > next ? Math.round((end - next) / perSecond) : null);
    }

    /** Records not applied, over the partitions of which it is known; absent where it is known of none. */
    static @Nullable Long lagEvents(ProjectionStatus status) {
        return status.partitions().stream()
                .map(ProjectionStatus.Partition::lagEvents)
                .filter(Objects::nonNull)
                .reduce(Long::sum)
                .orElse(null);
    }

    /** Age of the partition that is furthest behind; absent where it is known of none. */
    static @Nullable Double lagSeconds(ProjectionStatus status, Instant now) {
        return status.partitions().stream()
                .map(partition -> partition.lagTime(now))
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .map(ProjectionView::seconds)
                .orElse(null);
    }

    static long parked(ProjectionStatus status) {
        return status.partitions().stream().mapToLong(ProjectionStatus.Partition::parked).sum();
    }

    private static Running running(Generation.Role role, ProjectionStatus status, Instant now) {
        return new Running(
                status.generation(),
                role,
                lagEvents(status),
                lagSeconds(status, now),
                status.applied(),
                status.appliedPerSecond(),
                status.batchEvents(),
                parked(status),
                status.retries(),
                status.shares().idle(),
                status.shares().fold(),
                status.shares().store(),
                status.partitions().stream().map(p -> partition(p, now)).toList());
    }

    private static Partition partition(ProjectionStatus.Partition partition, Instant now) {
        var lag = partition.lagTime(now);
        return new Partition(
                partition.partition(),
                partition.state().label(),
                reason(partition.state()),
                remedy(partition.state()),
                partition.next() < 0 ? null : partition.next(),
                partition.end(),
                partition.lagEvents(),
                lag == null ? null : seconds(lag),
                partition.dataUpTo(),
                partition.parked());
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }
}
