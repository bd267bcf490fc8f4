package dev.engram.runtime.runner;

import dev.engram.runtime.store.Checkpoint;
import dev.engram.runtime.runner.ProjectionStatus.Shares;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the loop shows to other threads. Written by the consumer's thread only. */
final class StatusTracker {

    private record Shown(PartitionState state, @Nullable Checkpoint checkpoint, long parked) {}

    private final String projection;
    private final Map<Integer, Shown> shown = new ConcurrentHashMap<>();
    private final long started = System.nanoTime();
    private volatile int generation;
    private volatile int partitions;
    private volatile PartitionState state = new PartitionState.Starting();
    private volatile Instant lastTurn = Instant.now();
    private volatile @Nullable TopicMonitor log;
    private volatile long idleNanos;
    private volatile long foldNanos;
    private volatile long storeNanos;

    StatusTracker(String projection) {
        this.projection = projection;
    }

    void turned() {
        lastTurn = Instant.now();
    }

    void state(PartitionState newState) {
        state = newState;
    }

    void opened(int openedGeneration, int ofPartitions, TopicMonitor openedLog) {
        generation = openedGeneration;
        partitions = ofPartitions;
        log = openedLog;
        shown.clear();
        state = new PartitionState.Live();
    }

    void show(AssignedPartition task) {
        var before = shown.get(task.partition());
        var checkpoint = task.held() == null && before != null ? before.checkpoint() : task.held();
        shown.put(task.partition(), new Shown(task.state(), checkpoint, task.parked()));
    }

    void left(int partition) {
        shown.remove(partition);
    }

    void idled(long nanos) {
        idleNanos = idleNanos + nanos;
    }

    void worked(long fold, long store) {
        foldNanos = foldNanos + fold;
        storeNanos = storeNanos + store;
    }

    ProjectionStatus status() {
        var all = new ArrayList<ProjectionStatus.Partition>();
        for (int partition = 0; partition < partitions; partition++) {
            all.add(partition(partition, shown.get(partition)));
        }
        double total = Math.max(1, System.nanoTime() - started);
        var shares = new Shares(idleNanos / total, foldNanos / total, storeNanos / total);
        return new ProjectionStatus(projection, generation, state, lastTurn, List.copyOf(all), shares);
    }

    private ProjectionStatus.Partition partition(int partition, @Nullable Shown known) {
        if (known == null) {
            return new ProjectionStatus.Partition(partition, new PartitionState.Unassigned(), -1, null, null, 0);
        }
        var checkpoint = known.checkpoint();
        var watch = log;
        return new ProjectionStatus.Partition(
                partition,
                known.state(),
                checkpoint == null ? -1 : checkpoint.next(),
                checkpoint == null || watch == null ? null : watch.lag(partition, checkpoint.next()),
                checkpoint == null ? null : checkpoint.dataUpTo(),
                known.parked());
    }
}
