package dev.engram.kit.projection;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.engram.runtime.audit.AuditRecords;
import dev.engram.runtime.host.HostedStatus;
import dev.engram.runtime.quarantine.UnreadableDocuments;
import dev.engram.runtime.runner.PartitionState;
import dev.engram.runtime.runner.ProjectionStatus;
import dev.engram.runtime.store.Generation;
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
 * @param unreadable absent while there are none
 * @param lastAudit absent before the first
 * @param generations those that this process keeps up to date
 */
@Schema(name = "Projection")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProjectionReport(
        String name,
        int foldVersion,
        String state,
        @Nullable String reason,
        @Nullable String detail,
        @Nullable String remedy,
        boolean serving,
        @Nullable Live live,
        @Nullable Rebuild rebuild,
        @Nullable Unreadable unreadable,
        @Nullable LastAudit lastAudit,
        List<Running> generations) {

    private static final int FIRST = 10;

    /**
     * Documents of the live generation that this process has met and could not read.
     *
     * @param first some of them
     */
    @Schema(name = "UnreadableDocuments")
    public record Unreadable(int count, List<UnreadableDocuments.Unreadable> first) {}

    /**
     * How the last audit ended, in any process of the service.
     *
     * @param differences found, of which {@code repaired} were repaired; what could not be compared is one that was not
     * @param scheduled by itself; else an operator asked for it
     * @param failure why it has no result; the figures are then those of the last one that had one
     */
    @Schema(name = "LastAudit")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record LastAudit(
            Instant at,
            int generation,
            long records,
            long differences,
            long repaired,
            boolean scheduled,
            @Nullable String failure) {

        static LastAudit of(AuditRecords.LastAudit last) {
            return new LastAudit(
                    last.failure() == null ? last.at() : last.triedAt(),
                    last.generation(),
                    last.records(),
                    last.differences(),
                    last.repaired(),
                    last.scheduled(),
                    last.failure());
        }
    }

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
     * @param lagEvents records not applied, over the partitions of which it is known; absent while log or database do not answer
     * @param lagSeconds of the partition that is furthest behind
     * @param applied events since the process started, with those that were parked
     * @param batchEvents events in the last batch
     * @param parked events parked and not dealt with
     * @param firstParked some of them
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
            List<ProjectionStatus.Parked> firstParked,
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

    static ProjectionReport of(HostedStatus status, Instant now) {
        return of(status, null, now);
    }

    static ProjectionReport of(HostedStatus status, AuditRecords.@Nullable LastAudit last, Instant now) {
        var state = status.state();
        var live = status.live();
        boolean waiting = !status.isServing() && !(state instanceof PartitionState.Stopped);
        return new ProjectionReport(
                status.projection(),
                status.foldVersion(),
                state.label(),
                waiting && live != null ? "generation-not-ready" : state.reason(),
                state instanceof PartitionState.Retrying(var _, var detail) ? detail : null,
                waiting && live != null
                        ? "generation %d is of fold version %d and this program has %d; readers get 503 until the rebuild has caught up: wait"
                                .formatted(live.number(), live.foldVersion(), status.foldVersion())
                        : state.remedy(),
                status.isServing(),
                live == null ? null : new Live(live.number(), live.foldVersion()),
                status.building() == null ? null : rebuild(status.building(), status.of(status.building())),
                status.unreadable().isEmpty()
                        ? null
                        : new Unreadable(
                                status.unreadable().size(),
                                status.unreadable().stream().limit(FIRST).toList()),
                last == null ? null : LastAudit.of(last),
                Stream.of(live, status.building())
                        .filter(Objects::nonNull)
                        .flatMap(generation -> Stream.ofNullable(status.of(generation))
                                .map(running -> running(generation.role(), running, isLagKnown(state), now)))
                        .toList());
    }

    /** Without the log its end is not known, without the database what has been applied. */
    private static boolean isLagKnown(PartitionState state) {
        return !(state instanceof PartitionState.Retrying retrying) || !retrying.isServerUnavailable();
    }

    private static Rebuild rebuild(Generation building, @Nullable ProjectionStatus status) {
        var known = (status == null ? List.<ProjectionStatus.Partition>of() : status.partitions())
                .stream().filter(partition -> partition.end() != null).toList();
        long end = sum(known.stream().map(ProjectionStatus.Partition::end));
        // of those that wait until others are built, all is left
        long left = sum(known.stream()
                .map(partition -> partition.lagEvents() == null ? partition.end() : partition.lagEvents()));
        double perSecond = status == null ? 0 : status.appliedPerSecond();
        return new Rebuild(
                building.number(),
                building.foldVersion(),
                building.since(),
                known.isEmpty() ? null : (end == 0 ? 1.0 : (double) (end - left) / end),
                perSecond > 0 && left > 0 ? Math.round(left / perSecond) : null);
    }

    private static long sum(Stream<@Nullable Long> numbers) {
        return numbers.filter(Objects::nonNull).mapToLong(Long::longValue).sum();
    }

    private static Running running(Generation.Role role, ProjectionStatus status, boolean lagKnown, Instant now) {
        var partitions = status.partitions().stream()
                .map(found -> partition(found, lagKnown, now))
                .toList();
        return new Running(
                status.generation(),
                role,
                partitions.stream().allMatch(partition -> partition.lagEvents == null)
                        ? null
                        : sum(partitions.stream().map(Partition::lagEvents)),
                partitions.stream()
                        .map(Partition::lagSeconds)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(null),
                status.applied(),
                status.appliedPerSecond(),
                status.batchEvents(),
                partitions.stream().mapToLong(Partition::parked).sum(),
                status.partitions().stream()
                        .flatMap(partition -> partition.firstParked().stream())
                        .limit(FIRST)
                        .toList(),
                status.retries(),
                status.shares().idle(),
                status.shares().fold(),
                status.shares().store(),
                partitions);
    }

    private static Partition partition(ProjectionStatus.Partition partition, boolean lagKnown, Instant now) {
        var lag = lagKnown ? partition.lagTime(now) : null;
        return new Partition(
                partition.partition(),
                partition.state().label(),
                partition.state().reason(),
                partition.state().remedy(),
                partition.next() < 0 ? null : partition.next(),
                partition.end(),
                lagKnown ? partition.lagEvents() : null,
                lag == null ? null : lag.toMillis() / 1e3,
                partition.dataUpTo(),
                partition.parked());
    }
}
