package dev.engram.runtime.runner;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What this process does for one generation of a projection.
 *
 * @param state of the generation as a whole: starting, live, retrying (broker or store away at start) or stopped
 * @param lastTurn when the loop turned last; older than 30 s means that it hangs
 * @param partitions all partitions of the topic, whichever process has them
 * @param applied events applied or parked by this process since its start
 * @param appliedPerSecond the same over the last ten seconds
 * @param batchEvents events in the last batch
 * @param parkedSinceStart events parked by this process
 * @param retries how often it had to try again, by reason
 * @param shares how the loop spent its time since it started
 */
public record ProjectionStatus(
        String projection,
        int generation,
        PartitionState state,
        Instant lastTurn,
        List<Partition> partitions,
        long applied,
        double appliedPerSecond,
        int batchEvents,
        long parkedSinceStart,
        Map<String, Long> retries,
        Shares shares) {

    public ProjectionStatus {
        partitions = List.copyOf(partitions);
        retries = Map.copyOf(retries);
    }

    /** A parked event. @param id partition and offset, such as {@code 3-17} */
    public record Parked(String id, String reason, String detail) {}

    /**
     * One partition.
     *
     * @param next offset applied next; -1 where this instance does not know it
     * @param end offset after the last record of the log; absent where not known
     * @param dataUpTo when the last record applied was appended; absent before the first
     * @param parked events parked and not dealt with
     * @param firstParked the first of them, a few
     */
    public record Partition(
            int partition,
            PartitionState state,
            long next,
            @Nullable Long end,
            @Nullable Instant dataUpTo,
            long parked,
            List<Parked> firstParked) {

        public Partition {
            firstParked = List.copyOf(firstParked);
        }

        /** Records in the log that are not applied; absent where not known. */
        public @Nullable Long lagEvents() {
            return end == null || next < 0 ? null : Math.max(0, end - next);
        }

        /** How old the data is: zero without lag, else since the last record applied was appended; absent where not known. */
        public @Nullable Duration lagTime(Instant now) {
            var lag = lagEvents();
            if (lag == null || (lag > 0 && dataUpTo == null)) {
                return null;
            }
            return lag == 0 || dataUpTo == null || dataUpTo.isAfter(now)
                    ? Duration.ZERO
                    : Duration.between(dataUpTo, now);
        }
    }

    /**
     * Shares of time, each in [0, 1]: waiting for records, folding, waiting for MongoDB. They add up to at most 1.
     *
     * @param ofSeconds since the loop started
     */
    public record Shares(double idle, double fold, double store, double ofSeconds) {}
}
