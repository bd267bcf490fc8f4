package dev.engram.runtime.runner;

import dev.engram.projections.Derivation;
import dev.engram.projections.FoldStoppedException;
import dev.engram.events.topic.TopicDefinition;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What the broker says about the topic: its identity, and where its partitions end. */
final class TopicMonitor implements AutoCloseable {

    /** The broker did not say; it may when asked again. */
    static final class LogUnreachable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LogUnreachable(Throwable cause) {
            super(Derivation.reason(cause), cause);
        }
    }

    private static final Duration BETWEEN_ENDS = Duration.ofSeconds(2);
    private static final int WAIT_SECONDS = 6;

    private final Admin admin;
    private final TopicDefinition topic;
    private final Map<Integer, Long> ends = new ConcurrentHashMap<>();
    private long nextEnds = System.nanoTime();

    TopicMonitor(Admin admin, TopicDefinition topic) {
        this.admin = admin;
        this.topic = topic;
    }

    /**
     * Kafka's id of the topic. Ids never come back: records read before this call that returns the id of a checkpoint are
     * records of the topic of that checkpoint.
     *
     * @throws LogUnreachable if the broker is away or has no such topic
     * @throws FoldStoppedException if the number of partitions is another than the contract's
     */
    String topicId() {
        try {
            var description = admin.describeTopics(List.of(topic.name()))
                    .allTopicNames()
                    .get(WAIT_SECONDS, TimeUnit.SECONDS)
                    .get(topic.name());
            if (description == null) {
                throw new IllegalStateException("the broker did not describe topic " + topic.name());
            }
            if (description.partitions().size() != topic.partitions()) {
                throw new FoldStoppedException(
                        "topic %s has %d partitions, must have %d"
                                .formatted(
                                        topic.name(), description.partitions().size(), topic.partitions()),
                        "create the topic anew with this count and copy the events by key");
            }
            return description.topicId().toString();
        } catch (ExecutionException failure) {
            throw new LogUnreachable(failure.getCause() == null ? failure : failure.getCause());
        } catch (TimeoutException away) {
            throw new LogUnreachable(away);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LogUnreachable(interrupted);
        }
    }

    /** Asks where the partitions end, at most every two seconds, without waiting for the answer. */
    void askEnds() {
        long now = System.nanoTime();
        if (now < nextEnds) {
            return;
        }
        nextEnds = now + BETWEEN_ENDS.toNanos();
        var asked = new HashMap<TopicPartition, OffsetSpec>();
        for (int partition = 0; partition < topic.partitions(); partition++) {
            asked.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
        }
        var answer = admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED));
        for (var partition : asked.keySet()) {
            var _ = answer.partitionResult(partition).whenComplete((end, failure) -> {
                if (failure == null) {
                    ends.put(partition.partition(), end.offset());
                }
            });
        }
    }

    /** Records from {@code next} to the end; absent where the end is not known. May be called by any thread. */
    @Nullable
    Long lag(int partition, long next) {
        var end = ends.get(partition);
        return end == null ? null : Math.max(0, end - next);
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
