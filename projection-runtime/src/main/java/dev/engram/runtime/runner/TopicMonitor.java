package dev.engram.runtime.runner;

import org.jspecify.annotations.Nullable;

/** What the broker says about a topic: its identity, and where its partitions end. Safe for use by many threads. */
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

    @Override
    void close();
}
