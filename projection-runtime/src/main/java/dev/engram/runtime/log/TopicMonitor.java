package dev.engram.runtime.log;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the broker says about a topic, and whether it still is the log that it was. One per topic and process. Safe for use
 * by many threads.
 */
public interface TopicMonitor extends AutoCloseable {

    /**
     * Kafka's id of the topic. Ids never come back: records read before this call that returns the id of a checkpoint are
     * records of the topic of that checkpoint.
     *
     * @throws RuntimeException if the broker is unavailable or has no such topic
     * @throws dev.engram.runtime.store.ProjectionStoppedException if its partitions are not as many as the contract says
     */
    String topicId();

    /** Asks where the partitions end, at most every two seconds, without waiting for the answer. */
    void requestEnds();

    /** Offset after the last record of a partition, as last heard; absent before. */
    @Nullable
    Long end(int partition);

    /** Where a topic begins. @param offsets by partition */
    record Start(String topicId, List<Long> offsets) {
        public Start {
            offsets = List.copyOf(offsets);
        }
    }

    /**
     * Looks at the topic now; where it begins, for those who read all of it.
     *
     * @throws dev.engram.runtime.store.ProjectionStoppedException if records are missing
     * @throws RuntimeException if broker or database do not answer
     */
    Start verifiedStart();

    /** What is wrong with it as far as is known; absent while it is well, or before it was first seen. */
    @Nullable
    LogDamage damage();

    /**
     * The loss of records that a reader has noticed; remembered until the log is restored.
     *
     * @throws RuntimeException if broker or database do not answer
     */
    void report(LogDamage loss);

    @Override
    void close();
}
