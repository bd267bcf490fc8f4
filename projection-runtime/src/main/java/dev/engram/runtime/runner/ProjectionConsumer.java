package dev.engram.runtime.runner;

import dev.engram.projections.Projection;
import dev.engram.runtime.store.ProjectionStore;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.runtime.runner.TopicMonitor.LogUnreachable;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/** A consumer of one generation and the partitions assigned to it. Confined to one thread, save {@link #wakeUp}. */
final class ProjectionConsumer<E, K, S, C> implements AutoCloseable {

    private static final Duration LONGEST_POLL = Duration.ofMillis(200);
    private static final Duration BETWEEN_COMMITS = Duration.ofSeconds(1);

    private final ProjectionSettings settings;
    private final ProjectionStore<K, S, C> store;
    private final TopicMonitor log;
    private final StatusTracker board;
    private final Progress progress;
    private final Consumer<byte[], byte[]> consumer;
    private final PartitionProcessor<E, K, S, C> work;
    private final Map<Integer, AssignedPartition> tasks = new TreeMap<>();
    private Map<TopicPartition, OffsetAndMetadata> committed = Map.of();
    private long nextCommit = System.nanoTime();

    ProjectionConsumer(
            ProjectionSettings settings,
            Projection<E, K, S, C> projection,
            EventDecoder<E> reader,
            TopicDefinition topic,
            int generation,
            ProjectionStore<K, S, C> store,
            TopicMonitor log,
            StatusTracker board,
            Progress progress) {
        this.settings = settings;
        this.store = store;
        this.log = log;
        this.board = board;
        this.progress = progress;
        this.consumer = KafkaClients.consumer(settings, projection.name(), generation);
        var journal = new PartitionLogger(projection.name(), generation);
        this.work = new PartitionProcessor<>(projection, reader, store, consumer, board, progress, journal);
        consumer.subscribe(List.of(topic.name()), new Assignment());
    }

    void wakeUp() {
        consumer.wakeup();
    }

    /** Polls once and applies what came; works off one slice of every partition that has a mark. */
    void turn() {
        board.turned();
        work.begin();
        locate();
        long start = System.nanoTime();
        try {
            var records = consumer.poll(timeout(start));
            board.idled(System.nanoTime() - start);
            apply(records);
        } catch (OffsetOutOfRangeException changed) {
            for (var partition : changed.partitions()) {
                var task = tasks.get(partition.partition());
                if (task != null) {
                    work.stopForChangedLog(task);
                }
            }
        }
        tasks.values().forEach(work::slice);
        commit();
        log.askEnds();
    }

    private Duration timeout(long now) {
        long wait = LONGEST_POLL.toNanos();
        for (var task : tasks.values()) {
            wait = Math.min(wait, task.mark() != null ? 0 : task.waitNanos(now));
        }
        return Duration.ofNanos(wait);
    }

    /** Reads the checkpoints of the partitions that wait for it. */
    private void locate() {
        long now = System.nanoTime();
        var due = tasks.values().stream().filter(task -> task.mustLocate(now)).toList();
        if (due.isEmpty()) {
            return;
        }
        try {
            var topicId = log.topicId();
            due.forEach(task -> work.locate(task, topicId));
        } catch (LogUnreachable away) {
            due.forEach(task -> work.fail(task, away));
        }
    }

    private void apply(ConsumerRecords<byte[], byte[]> records) {
        var polled = records.nextOffsets().keySet().stream()
                .map(partition -> tasks.get(partition.partition()))
                .filter(task -> task != null && task.held() != null)
                .toList();
        if (polled.isEmpty()) {
            return;
        }
        String topicId;
        try {
            topicId = log.topicId(); // after the poll: what was read before belongs to this topic or to an older one
        } catch (LogUnreachable away) {
            polled.forEach(task -> work.fail(task, away));
            return;
        }
        for (var task : polled) {
            var held = task.held();
            var end = records.nextOffsets().get(task.topicPartition());
            if (held == null || end == null) {
                continue;
            }
            if (held.topicId().equals(topicId)) {
                work.apply(task, records.records(task.topicPartition()), end);
            } else {
                work.stopForChangedLog(task);
            }
        }
    }

    /** Only for those who watch the lag of the group from outside: the checkpoint says where to go on. */
    private void commit() {
        long now = System.nanoTime();
        if (now < nextCommit) {
            return;
        }
        nextCommit = now + BETWEEN_COMMITS.toNanos();
        var reached = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (var task : tasks.values()) {
            var held = task.held();
            if (held != null) {
                reached.put(task.topicPartition(), new OffsetAndMetadata(held.next()));
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
            log.close();
        }
    }

    /** Called by the consumer inside poll, on its thread. */
    private final class Assignment implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            consumer.pause(partitions);
            for (var partition : partitions) {
                consumer.seek(partition, 0); // no offset of the group counts; paused until the checkpoint is read
                var task = new AssignedPartition(partition, settings);
                tasks.put(partition.partition(), task);
                board.show(task);
            }
            locate();
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            for (var partition : partitions) {
                tasks.remove(partition.partition());
                progress.left(partition.partition());
                board.left(partition.partition());
            }
        }
    }
}
