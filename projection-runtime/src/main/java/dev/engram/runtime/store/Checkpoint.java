package dev.engram.runtime.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a generation has applied one partition.
 *
 * @param next offset that will be applied next
 * @param leaderEpoch of the last record applied; with it a log that lost its tail is recognised. Absent before the first
 * @param topicId Kafka's id of the topic, which a topic of the same name created later does not have
 * @param turn number of the last write of this partition; every transaction raises it by one
 * @param dataUpTo when the last record applied was appended to the log; absent before the first
 */
public record Checkpoint(
        int partition,
        long next,
        @Nullable Integer leaderEpoch,
        String topicId,
        long turn,
        @Nullable Instant dataUpTo) {

    /** The checkpoint of a new generation. @param begin offset at which the log begins */
    public static Checkpoint first(int partition, String topicId, long begin) {
        return new Checkpoint(partition, begin, null, topicId, 0, null);
    }

    /** After another batch. */
    public Checkpoint advancedTo(long newNext, @Nullable Integer newLeaderEpoch, @Nullable Instant newDataUpTo) {
        return new Checkpoint(
                partition,
                newNext,
                newLeaderEpoch == null ? leaderEpoch : newLeaderEpoch,
                topicId,
                turn + 1,
                newDataUpTo == null ? dataUpTo : newDataUpTo);
    }

    /** After a write that applied no record. */
    public Checkpoint turned() {
        return advancedTo(next, null, null);
    }
}
