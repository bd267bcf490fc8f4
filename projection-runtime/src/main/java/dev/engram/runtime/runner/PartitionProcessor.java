package dev.engram.runtime.runner;

import dev.engram.runtime.store.CheckpointMovedException;
import dev.engram.projections.Derivation;
import dev.engram.projections.FoldStoppedException;
import dev.engram.projections.Projection;
import dev.engram.runtime.store.ProjectionStore;
import dev.engram.runtime.store.StoreException;
import dev.engram.runtime.runner.TopicMonitor.LogUnreachable;
import dev.engram.runtime.runner.BatchTransaction.BatchStopped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/**
 * What is done for one partition at a time: find where to go on, apply records, work off a mark. Whatever fails leaves
 * the partition paused until its checkpoint has been read again. Confined to the consumer's thread.
 */
final class PartitionProcessor<E, K, S, C> {

    private final Projection<E, K, S, C> projection;
    private final EventDecoder<E> reader;
    private final ProjectionStore<K, S, C> store;
    private final BatchTransaction<E, K, S, C> step;
    private final Consumer<byte[], byte[]> consumer;
    private final StatusTracker board;
    private final Progress progress;
    private final PartitionLogger journal;

    /** Set when the store did not answer in this turn: other partitions need not find out, each for itself. */
    private @Nullable StoreException storeAway;

    PartitionProcessor(
            Projection<E, K, S, C> projection,
            EventDecoder<E> reader,
            ProjectionStore<K, S, C> store,
            Consumer<byte[], byte[]> consumer,
            StatusTracker board,
            Progress progress,
            PartitionLogger journal) {
        this.projection = projection;
        this.reader = reader;
        this.store = store;
        this.step = new BatchTransaction<>(projection, store);
        this.consumer = consumer;
        this.board = board;
        this.progress = progress;
        this.journal = journal;
    }

    /** Another turn: the store may answer again. */
    void begin() {
        storeAway = null;
    }

    /** Reads the checkpoint and goes on there, unless the topic is no longer the one that it speaks of. */
    void locate(AssignedPartition task, String topicId) {
        if (storeAway != null) {
            pause(task, storeAway);
            return;
        }
        try {
            var checkpoint = store.take(task.partition());
            if (!checkpoint.topicId().equals(topicId)) {
                stopForChangedLog(task);
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
        } catch (FoldStoppedException stop) {
            stop(task, new PartitionState.Stopped(stop.reason(), stop.mend()));
        } catch (RuntimeException failure) {
            fail(task, failure);
        }
        board.turned();
    }

    /**
     * Applies what a poll returned of a partition, in as many batches as needed.
     *
     * @param end where the consumer stands after the records
     */
    void apply(AssignedPartition task, List<ConsumerRecord<byte[], byte[]>> records, OffsetAndMetadata end) {
        var held = task.held();
        if (storeAway != null) {
            pause(task, storeAway);
            return;
        }
        if (held != null && !records.isEmpty() && records.getFirst().offset() < held.next()) {
            fail(task, new IllegalStateException("the consumer returned records before the checkpoint"));
            return;
        }
        var entries = decode(records);
        for (int from = 0; from < entries.size(); ) {
            int to = task.limits().end(entries, from);
            if (!apply(task, Batch.of(entries.subList(from, to)))) {
                return;
            }
            from = to;
        }
        var reached = task.held();
        if (reached != null && end.offset() > reached.next()) {
            // control records of a transactional producer: they hold offsets, but no event
            var _ = apply(task, Batch.gap(end.offset(), end.leaderEpoch().orElse(null)));
        }
    }

    private List<Batch.Entry<E, K>> decode(List<ConsumerRecord<byte[], byte[]>> records) {
        long start = System.nanoTime();
        var entries = new ArrayList<Batch.Entry<E, K>>(records.size());
        for (var origin : records) {
            entries.add(Batch.entry(origin, reader, projection));
        }
        board.worked(System.nanoTime() - start, 0);
        return entries;
    }

    private boolean apply(AssignedPartition task, Batch<E, K> batch) {
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
            progress.reached(task.partition(), batch.next());
            board.show(task);
            return true;
        } catch (BatchStopped stopped) {
            if (stopped.index() == 0 || apply(task, batch.before(stopped.index()))) {
                var stop = stopped.stop();
                stop(task, new PartitionState.Stopped(stop.reason(), stop.mend()));
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

    /** Derives one slice of documents of the context whose turn it is, if one is marked. */
    void slice(AssignedPartition task) {
        var mark = task.mark();
        var held = task.held();
        if (mark == null || held == null || storeAway != null) {
            return;
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

    void fail(AssignedPartition task, RuntimeException failure) {
        switch (failure) {
            case CheckpointMovedException _, LogUnreachable _ -> {}
            case StoreException store -> {
                switch (store.kind()) {
                    case UNAVAILABLE -> storeAway = store;
                    case TOO_SLOW -> {
                        storeAway = store;
                        task.limits().halve();
                    }
                    case TOO_LARGE, REFUSED -> task.limits().halve();
                    case CONFLICT, COMMIT_UNKNOWN -> {}
                }
            }
            default -> task.limits().halve();
        }
        pause(task, failure);
    }

    private void pause(AssignedPartition task, RuntimeException failure) {
        consumer.pause(List.of(task.topicPartition()));
        var reason = switch (failure) {
            case CheckpointMovedException _ -> "checkpoint-moved";
            case LogUnreachable _ -> "log-unavailable";
            case StoreException store -> store.kind().slug();
            default -> Derivation.reason(failure);
        };
        task.failed(reason);
        board.show(task);
        journal.failed(task, reason, failure);
    }

    void stopForChangedLog(AssignedPartition task) {
        stop(task, journal.logChanged());
    }

    private void stop(AssignedPartition task, PartitionState.Stopped stopped) {
        consumer.pause(List.of(task.topicPartition()));
        consumer.seek(task.topicPartition(), 0); // a valid position, so that the consumer has no more to complain about
        task.stopped(stopped);
        board.show(task);
        journal.stopped(task, stopped);
    }
}
