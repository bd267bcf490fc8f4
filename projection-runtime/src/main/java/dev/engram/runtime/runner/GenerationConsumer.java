package dev.engram.runtime.runner;

import dev.engram.runtime.definition.ProjectionDefinition;
import dev.engram.runtime.log.TopicMonitor;
import dev.engram.runtime.store.ProjectionStore;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/** A consumer of one generation and the partitions assigned to it. Confined to one thread, except {@link #wakeUp}. */
final class GenerationConsumer<E, K, S, C> implements AutoCloseable {

    private static final Duration LONGEST_POLL = Duration.ofMillis(200);
    private static final long COMMIT_INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();

    /** A poll that brings so many records is worth its transactions: it may be behind, so the next one follows at once. */
    private static final int FULL_POLL = 500;

    /** Of a turn with few records, twice its time is left to those who send them, and the next turn finds more at once. */
    private static final int REST_OF_TURN = 2;

    private static final Duration LONGEST_REST = Duration.ofMillis(200);

    private final ProjectionSettings settings;
    private final int generation;
    private final ProjectionStore<K, S, C> store;
    private final TopicMonitor topic;
    private final StatusTracker status;
    private final Progress progress;
    private final RunnerEnvironment environment;
    private final Consumer<byte[], byte[]> consumer;
    private final PartitionProcessor<E, K, S, C> processor;
    private final Map<Integer, AssignedPartition> assigned = new TreeMap<>();
    private Map<TopicPartition, OffsetAndMetadata> committed = Map.of();
    private long nextCommit;
    private volatile boolean outdated;

    GenerationConsumer(
            ProjectionSettings settings,
            ProjectionDefinition<E, K, S, C> definition,
            int generation,
            ProjectionStore<K, S, C> store,
            Consumer<byte[], byte[]> consumer,
            TopicMonitor topic,
            StatusTracker status,
            Progress progress,
            RunnerEnvironment environment) {
        this.settings = settings;
        this.generation = generation;
        this.store = store;
        this.topic = topic;
        this.status = status;
        this.progress = progress;
        this.environment = environment;
        this.consumer = consumer;
        this.nextCommit = environment.nanos();
        this.processor = new PartitionProcessor<>(
                settings, definition, generation, store, consumer, status, progress, environment);
        consumer.subscribe(List.of(definition.topic().name()), new Assignment());
    }

    void wakeUp() {
        consumer.wakeup();
    }

    /** May be called by any thread. */
    void locateAgain() {
        outdated = true;
    }

    /**
     * Polls once and applies what came; re-derives some documents of every partition that has a stale context.
     *
     * @return how long to wait before the next turn. A transaction for each event would take the processor from those who record
     *     them, and what arrives meanwhile costs little more than one event
     */
    Duration turn() {
        status.turned();
        processor.begin();
        if (outdated) {
            outdated = false;
            assigned.values().forEach(processor::locateAgain);
        }
        locate();
        long start = environment.nanos();
        var rest = Duration.ZERO;
        try {
            var records = consumer.poll(timeout(start));
            long polled = environment.nanos();
            status.idled(polled - start);
            apply(records);
            if (records.count() < FULL_POLL && !processor.isBuilding()) {
                rest = Duration.ofNanos(REST_OF_TURN * (environment.nanos() - polled));
            }
        } catch (OffsetOutOfRangeException changed) {
            for (var lost : changed.partitions()) {
                var partition = assigned.get(lost.partition());
                if (partition != null) {
                    processor.fail(partition, processor.logChanged(partition));
                }
            }
        }
        processor.build();
        assigned.values().forEach(processor::clearObsolete);
        assigned.values().forEach(processor::rederive);
        commit();
        topic.requestEnds();
        boolean isDeriving = assigned.values().stream().anyMatch(partition -> partition.staleContext() != null);
        return isDeriving ? Duration.ZERO : rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST;
    }

    private Duration timeout(long now) {
        long wait = processor.isWritingBuild() ? 0 : LONGEST_POLL.toNanos();
        for (var partition : assigned.values()) {
            long untilLocated = processor.isBuilding() ? wait : partition.waitNanos(now);
            wait = Math.min(wait, partition.staleContext() != null ? 0 : untilLocated);
        }
        return Duration.ofNanos(wait);
    }

    /** Reads the checkpoints of the partitions that wait for it; while one is built the others wait. */
    private void locate() {
        long now = environment.nanos();
        withTopicId(
                processor.isBuilding()
                        ? List.of()
                        : assigned.values().stream()
                                .filter(partition -> partition.mustLocate(now))
                                // a fetch that waits for more of those would hold up the records of those to be built
                                .sorted(Comparator.comparing(AssignedPartition::isBuilt))
                                .toList(),
                (partition, topicId) -> {
                    if (!processor.isBuilding()) {
                        processor.locate(partition, topicId);
                    }
                });
    }

    private void apply(ConsumerRecords<byte[], byte[]> records) {
        var polled = records.nextOffsets().keySet().stream()
                .map(partition -> assigned.get(partition.partition()))
                .filter(partition -> partition != null && partition.held() != null)
                .toList();
        withTopicId(polled, (partition, topicId) -> {
            var end = records.nextOffsets().get(partition.topicPartition());
            if (end != null) {
                processor.apply(partition, records.records(partition.topicPartition()), end, topicId);
            }
        });
    }

    private void withTopicId(List<AssignedPartition> partitions, BiConsumer<AssignedPartition, String> work) {
        if (partitions.isEmpty()) {
            return;
        }
        try {
            var topicId = topic.topicId();
            partitions.forEach(partition -> work.accept(partition, topicId));
        } catch (RuntimeException failure) {
            partitions.forEach(partition -> processor.fail(partition, failure));
        }
    }

    /** Only for those who watch the lag of the group from outside: the checkpoint says where to go on. */
    private void commit() {
        long now = environment.nanos();
        if (now - nextCommit < 0) {
            return;
        }
        nextCommit = now + COMMIT_INTERVAL_NANOS;
        var reached = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (var partition : assigned.values()) {
            var held = partition.held();
            if (held != null && !held.isUnbuilt()) {
                reached.put(partition.topicPartition(), new OffsetAndMetadata(held.next()));
            }
        }
        if (!reached.equals(committed)) {
            consumer.commitAsync(reached, (offsets, failure) -> {});
            committed = reached;
        }
    }

    @Override
    public void close() {
        try {
            consumer.close(CloseOptions.timeout(Duration.ofSeconds(5)));
        } finally {
            store.close();
        }
    }

    /** Called by the consumer inside poll, on its thread. */
    private final class Assignment implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            consumer.pause(partitions);
            for (var partition : partitions) {
                consumer.seek(partition, 0); // no offset of the group counts; paused until the checkpoint is read
                var fresh = new AssignedPartition(partition, settings, environment);
                assigned.put(partition.partition(), fresh);
                status.show(fresh);
            }
            locate();
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            for (var partition : partitions) {
                var left = assigned.remove(partition.partition());
                if (left != null) {
                    processor.leave(left);
                }
                progress.left(generation, partition.partition());
                status.left(partition.partition());
            }
        }
    }
}
