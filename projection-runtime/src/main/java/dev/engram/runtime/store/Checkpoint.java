package dev.engram.runtime.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a generation has applied one partition.
 *
 * @param next offset that will be applied next; below 0 while the partition is unbuilt: -1 - the offset where it begins
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

    /**
     * The checkpoint of a generation that is built beside a live one. Until all records that the log holds are folded, whatever is
     * stored of the partition is a part of them in no order, and counts for nothing: it is removed if the work is broken off.
     */
    public static Checkpoint unbuilt(int partition, String topicId, long begin) {
        return new Checkpoint(partition, -1 - begin, null, topicId, 0, null);
    }

    /** Whether nothing that is stored of the partition counts yet. */
    public boolean isUnbuilt() {
        return next < 0;
    }

    /** Offset where an unbuilt partition begins, or that is applied next. */
    public long begin() {
        return isUnbuilt() ? -1 - next : next;
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
