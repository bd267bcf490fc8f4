package dev.engram.kit.projection;

import dev.engram.events.topic.TopicDefinition;
import dev.engram.kit.projection.LogWatch.LogUnreachable;
import dev.engram.kit.projection.ProjectionStep.BatchStopped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A consumer of one generation and the partitions assigned to it. Confined to one thread, save {@link #wakeUp}. */
final class ProjectionConsumer<E, K, S, C> implements AutoCloseable {

    private static final Duration LONGEST_POLL = Duration.ofMillis(200);
    private static final Duration BETWEEN_COMMITS = Duration.ofSeconds(1);
    private final ProjectionSettings settings;
    private final Projection<E, K, S, C> projection;
    private final EventReader<E> reader;
    private final ProjectionStore<K, S, C> store;
    private final ProjectionStep<E, K, S, C> step;
    private final LogWatch log;
    private final StatusBoard board;
    private final Progress progress;
    private final PartitionJournal journal;
    private final Consumer<byte[], byte[]> consumer;
    private final PartitionState.Stopped logChanged;
    private final Map<Integer, PartitionTask> tasks = new TreeMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> uncommitted = new HashMap<>();
    private long nextCommit = System.nanoTime();

    /** Set when the store did not answer in this turn: other partitions need not find out, each for itself. */
    private @Nullable StoreFailure storeAway;

    ProjectionConsumer(
            ProjectionSettings settings,
            Projection<E, K, S, C> projection,
            EventReader<E> reader,
            TopicDefinition topic,
            int generation,
            ProjectionStore<K, S, C> store,
            LogWatch log,
            StatusBoard board,
            Progress progress) {
        this.settings = settings;
        this.projection = projection;
        this.reader = reader;
        this.store = store;
        this.step = new ProjectionStep<>(projection, store);
        this.log = log;
        this.board = board;
        this.progress = progress;
        this.journal = new PartitionJournal(projection.name(), generation);
        this.logChanged = logChanged(projection.name(), generation);
        this.consumer = KafkaClients.consumer(settings, projection.name(), generation);
        consumer.subscribe(List.of(topic.name()), new Assignment());
    }

    private static PartitionState.Stopped logChanged(String projection, int generation) {
        return new PartitionState.Stopped(
                "log changed",
                ("rebuild: the topic was created anew or lost records, and the documents no longer follow from it;"
                                + " stop the service, drop the collections %s.g%d* and the document %s of the collection"
                                + " projections, and start it again")
                        .formatted(projection, generation, projection));
    }

    void wakeUp() {
        consumer.wakeup();
    }

    /** Polls once and applies what came; works off one slice of every partition that has a mark. */
    void turn() {
        board.turned();
        storeAway = null;
        locate();
        long start = System.nanoTime();
        try {
            var records = consumer.poll(timeout(start));
            board.idled(System.nanoTime() - start);
            apply(records);
        } catch (OffsetOutOfRangeException changed) {
            changed.partitions().stream()
                    .map(partition -> tasks.get(partition.partition()))
                    .filter(task -> task != null)
                    .forEach(task -> stop(task, logChanged));
        }
        slice();
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

    /** Reads the checkpoints of the partitions that wait for it, and goes on there. */
    private void locate() {
        long now = System.nanoTime();
        var due = tasks.values().stream().filter(task -> task.mustLocate(now)).toList();
        if (due.isEmpty()) {
            return;
        }
        try {
            var topicId = log.topicId();
            due.forEach(task -> locate(task, topicId));
        } catch (LogUnreachable away) {
            due.forEach(task -> fail(task, away));
        }
    }

    private void locate(PartitionTask task, String topicId) {
        if (storeAway != null) {
            waitFor(task, storeAway);
            return;
        }
        try {
            var checkpoint = store.take(task.partition());
            if (!checkpoint.topicId().equals(topicId)) {
                stop(task, logChanged);
                return;
            }
            var marks = store.marks(task.partition());
            long parked = store.parked(task.partition());
            consumer.seek(
                    task.topicPartition(),
                    new OffsetAndMetadata(checkpoint.next(), Optional.ofNullable(checkpoint.leaderEpoch()), ""));
            consumer.resume(List.of(task.topicPartition()));
            task.located(checkpoint, marks, parked);
            progress.reached(task.partition(), checkpoint.next());
            board.show(task);
            journal.located(task, checkpoint);
        } catch (ProjectionStop stop) {
            stop(task, new PartitionState.Stopped(stop.reason(), stop.mend()));
        } catch (RuntimeException failure) {
            fail(task, failure);
        }
        board.turned();
    }

    private void apply(ConsumerRecords<byte[], byte[]> records) {
        if (records.nextOffsets().isEmpty()) {
            return;
        }
        var polled = new ArrayList<PartitionTask>();
        for (var partition : records.nextOffsets().keySet()) {
            var task = tasks.get(partition.partition());
            if (task != null && task.held() != null) {
                polled.add(task);
            }
        }
        String topicId;
        try {
            topicId = log.topicId(); // after the poll: what was read before belongs to this topic or to an older one
        } catch (LogUnreachable away) {
            polled.forEach(task -> fail(task, away));
            return;
        }
        for (var task : polled) {
            var held = task.held();
            if (held != null && !held.topicId().equals(topicId)) {
                stop(task, logChanged);
            } else if (storeAway != null) {
                waitFor(task, storeAway);
            } else {
                var end = records.nextOffsets().get(task.topicPartition());
                apply(task, records.records(task.topicPartition()), end);
            }
        }
    }

    private void apply(
            PartitionTask task, List<ConsumerRecord<byte[], byte[]>> records, @Nullable OffsetAndMetadata end) {
        var before = task.held();
        if (before != null && !records.isEmpty() && records.getFirst().offset() < before.next()) {
            fail(task, new IllegalStateException("the consumer returned records before the checkpoint"));
            return;
        }
        long start = System.nanoTime();
        var entries = new ArrayList<Batch.Entry<E, K>>(records.size());
        for (var origin : records) {
            entries.add(Batch.entry(origin, reader, projection));
        }
        board.worked(System.nanoTime() - start, 0);
        for (int from = 0; from < entries.size(); ) {
            int to = task.limits().end(entries, from);
            if (!apply(task, Batch.of(entries.subList(from, to)))) {
                return;
            }
            from = to;
        }
        var held = task.held();
        if (held != null && end != null && end.offset() > held.next()) {
            // control records of a transactional producer: they hold offsets, but no event
            var _ = apply(task, Batch.gap(end.offset(), end.leaderEpoch().orElse(null)));
        }
    }

    private boolean apply(PartitionTask task, Batch<E, K> batch) {
        var held = task.held();
        if (held == null) {
            return false;
        }
        long start = System.nanoTime();
        long folded = 0;
        try {
            var applied = step.apply(batch, held);
            folded = applied.foldNanos();
            task.applied(applied);
            applied.parked().forEach(journal::parked);
            uncommitted.put(task.topicPartition(), new OffsetAndMetadata(batch.next()));
            progress.reached(task.partition(), batch.next());
            board.show(task);
            return true;
        } catch (BatchStopped stopped) {
            if (stopped.index() == 0 || apply(task, batch.before(stopped.index()))) {
                stop(
                        task,
                        new PartitionState.Stopped(
                                stopped.stop().reason(), stopped.stop().mend()));
            }
            return false;
        } catch (RuntimeException failure) {
            fail(task, failure);
            return false;
        } finally {
            board.worked(folded, System.nanoTime() - start - folded);
            board.turned();
        }
    }

    private void slice() {
        for (var task : tasks.values()) {
            var mark = task.mark();
            var held = task.held();
            if (mark == null || held == null) {
                continue;
            }
            long start = System.nanoTime();
            long folded = 0;
            try {
                var sliced = step.slice(mark, held, task.limits().documents());
                folded = sliced.foldNanos();
                task.sliced(sliced);
                progress.reached(task.partition(), held.next());
                board.show(task);
            } catch (RuntimeException failure) {
                fail(task, failure);
            }
            board.worked(folded, System.nanoTime() - start - folded);
            board.turned();
        }
    }

    /** Only for those who watch the lag of the group from outside: the checkpoint says where to go on. */
    private void commit() {
        long now = System.nanoTime();
        if (!uncommitted.isEmpty() && now >= nextCommit) {
            nextCommit = now + BETWEEN_COMMITS.toNanos();
            consumer.commitAsync(Map.copyOf(uncommitted), (offsets, failure) -> {});
            uncommitted.clear();
        }
    }

    private void fail(PartitionTask task, RuntimeException failure) {
        switch (failure) {
            case CheckpointMoved _, LogUnreachable _ -> {}
            case StoreFailure store -> noteFailureOf(task, store);
            default -> task.limits().halve();
        }
        waitFor(task, failure);
    }

    private void noteFailureOf(PartitionTask task, StoreFailure failure) {
        switch (failure.kind()) {
            case UNAVAILABLE -> storeAway = failure;
            case TOO_SLOW -> {
                storeAway = failure;
                task.limits().halve();
            }
            case TOO_LARGE, REFUSED -> task.limits().halve();
            case CONFLICT, COMMIT_UNKNOWN -> {}
        }
    }

    /** Leaves the partition paused until its checkpoint has been read again. */
    private void waitFor(PartitionTask task, RuntimeException failure) {
        consumer.pause(List.of(task.topicPartition()));
        var reason = switch (failure) {
            case CheckpointMoved _ -> "checkpoint-moved";
            case LogUnreachable _ -> "log-unavailable";
            case StoreFailure store -> store.kind().slug();
            default -> Derivation.reason(failure);
        };
        task.failed(reason);
        board.show(task);
        journal.failed(task, reason, failure);
    }

    private void stop(PartitionTask task, PartitionState.Stopped stopped) {
        consumer.pause(List.of(task.topicPartition()));
        consumer.seek(task.topicPartition(), 0); // a valid position, so that the consumer has no more to complain about
        task.stopped(stopped);
        board.show(task);
        journal.stopped(task, stopped);
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
                var task = new PartitionTask(partition, settings);
                tasks.put(partition.partition(), task);
                board.show(task);
            }
            locate();
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            for (var partition : partitions) {
                tasks.remove(partition.partition());
                uncommitted.remove(partition);
                progress.left(partition.partition());
                board.left(partition.partition());
            }
        }
    }
}
