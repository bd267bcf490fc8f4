package dev.engram.runtime.runner;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a projection is doing, for health checks and operators.
 *
 * @param generation 0 before it is known
 * @param state of the projection as a whole: starting, live, retrying (broker or store away at start), or stopped, such
 *     as by another fold version
 * @param lastTurn when the loop turned last; older than 30 s means that it hangs
 * @param partitions all partitions of the topic, whoever has them; empty before the topic is known
 * @param shares how the loop spent its time since it started
 */
public record ProjectionStatus(
        String projection,
        int generation,
        PartitionState state,
        Instant lastTurn,
        List<Partition> partitions,
        Shares shares) {

    public ProjectionStatus {
        partitions = List.copyOf(partitions);
    }

    /**
     * One partition.
     *
     * @param next offset applied next; -1 where this instance does not know it
     * @param lagEvents records in the log from there; absent where not known
     * @param dataUpTo when the last record applied was appended
     * @param parked events parked
     */
    public record Partition(
            int partition,
            PartitionState state,
            long next,
            @Nullable Long lagEvents,
            @Nullable Instant dataUpTo,
            long parked) {}

    /** Shares of time, each in [0, 1]: waiting for records, folding, waiting for MongoDB. They sum up to at most 1. */
    public record Shares(double idle, double fold, double store) {}
}
