package dev.engram.runtime.runner;

import dev.engram.events.topic.TopicDefinition;
import dev.engram.runtime.store.ProjectionStoppedException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A topic of a real broker. */
public final class KafkaTopicMonitor implements TopicMonitor {

    private static final long BETWEEN_ENDS_NANOS = Duration.ofSeconds(2).toNanos();
    private static final int WAIT_SECONDS = 6;

    private final ProjectionSettings settings;
    private final TopicDefinition topic;
    private final Map<Integer, Long> ends = new ConcurrentHashMap<>();
    private final AtomicLong nextEnds = new AtomicLong(System.nanoTime());

    // guarded by this
    private @Nullable Admin admin;

    public KafkaTopicMonitor(ProjectionSettings settings, TopicDefinition topic) {
        this.settings = settings;
        this.topic = topic;
    }

    /** Made when first asked, since a broker's name may not be known yet when the process starts. */
    private synchronized Admin admin() {
        try {
            if (admin == null) {
                admin = KafkaClients.admin(settings, topic.name());
            }
            return admin;
        } catch (KafkaException unresolvable) {
            throw new LogUnreachableException(unresolvable);
        }
    }

    @Override
    public String topicId() {
        try {
            var description = admin().describeTopics(List.of(topic.name()))
                    .allTopicNames()
                    .get(WAIT_SECONDS, TimeUnit.SECONDS)
                    .get(topic.name());
            if (description == null) {
                throw new IllegalStateException("the broker did not describe topic " + topic.name());
            }
            if (description.partitions().size() != topic.partitions()) {
                throw new ProjectionStoppedException(
                        "partition-count",
                        "topic %s has %d partitions, must have %d: create the topic anew with this count and copy the events by key"
                                .formatted(
                                        topic.name(), description.partitions().size(), topic.partitions()));
            }
            return description.topicId().toString();
        } catch (ExecutionException failure) {
            throw new LogUnreachableException(failure.getCause() == null ? failure : failure.getCause());
        } catch (TimeoutException away) {
            throw new LogUnreachableException(away);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LogUnreachableException(interrupted);
        }
    }

    @Override
    public void requestEnds() {
        long now = System.nanoTime();
        long next = nextEnds.get();
        if (now - next < 0 || !nextEnds.compareAndSet(next, now + BETWEEN_ENDS_NANOS)) {
            return;
        }
        var asked = new HashMap<TopicPartition, OffsetSpec>();
        for (int partition = 0; partition < topic.partitions(); partition++) {
            asked.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
        }
        var answer = admin().listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED));
        for (var partition : asked.keySet()) {
            var _ = answer.partitionResult(partition).whenComplete((end, failure) -> {
                if (failure == null) {
                    ends.put(partition.partition(), end.offset());
                }
            });
        }
    }

    @Override
    public @Nullable Long end(int partition) {
        return ends.get(partition);
    }

    @Override
    public void close() {
        synchronized (this) {
            if (admin != null) {
                admin.close(Duration.ofSeconds(1));
            }
        }
    }
}
