package dev.engram.runtime.runner;

import dev.engram.runtime.store.Checkpoint;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What this process knows of a partition that is assigned to it. Confined to the consumer's thread. */
final class AssignedPartition {

    private final TopicPartition topicPartition;
    private final ProjectionSettings settings;
    private final BatchLimits limits;
    private final Deque<String> marks = new ArrayDeque<>();
    private PartitionState state = new PartitionState.Starting();
    private @Nullable Checkpoint held;
    private long parked;
    private int failures;
    private long retryAt = System.nanoTime();

    AssignedPartition(TopicPartition topicPartition, ProjectionSettings settings) {
        this.topicPartition = topicPartition;
        this.settings = settings;
        this.limits = new BatchLimits(settings);
    }

    TopicPartition topicPartition() {
        return topicPartition;
    }

    int partition() {
        return topicPartition.partition();
    }

    BatchLimits limits() {
        return limits;
    }

    PartitionState state() {
        return state;
    }

    /** The checkpoint, which nobody else has moved as far as is known; absent until it has been read. */
    @Nullable
    Checkpoint held() {
        return held;
    }

    long parked() {
        return parked;
    }

    boolean stopped() {
        return state instanceof PartitionState.Stopped;
    }

    /** Whether the checkpoint has to be read, at {@code now} of System.nanoTime. */
    boolean mustLocate(long now) {
        return held == null && !stopped() && now - retryAt >= 0;
    }

    /** Nanoseconds until the checkpoint has to be read; the longest possible if it is held or never will be. */
    long waitNanos(long now) {
        return held == null && !stopped() ? Math.max(0, retryAt - now) : Long.MAX_VALUE;
    }

    void located(Checkpoint checkpoint, List<String> markedContexts, long parkedEvents) {
        held = checkpoint;
        parked = parkedEvents;
        marks.clear();
        marks.addAll(markedContexts);
        state = new PartitionState.Live();
    }

    void applied(BatchTransaction.Applied applied) {
        held = applied.checkpoint();
        parked += applied.parked().size();
        applied.marked().stream().filter(mark -> !marks.contains(mark)).forEach(marks::add);
        succeeded();
    }

    void sliced(BatchTransaction.Sliced sliced) {
        held = sliced.checkpoint();
        if (sliced.finished()) {
            marks.remove();
        } else {
            marks.add(marks.remove());
        }
        succeeded();
    }

    private void succeeded() {
        failures = 0;
        limits.grow();
    }

    /** The context whose turn it is to be worked off. */
    @Nullable
    String mark() {
        return held == null ? null : marks.peek();
    }

    /** Waits longer after every failure in a row; half of the wait is drawn at random. */
    void failed(String reason) {
        held = null;
        state = new PartitionState.Retrying(reason);
        long longest =
                Math.min(settings.backoffMax().toNanos(), settings.backoffMin().toNanos() << Math.min(failures, 20));
        failures++;
        retryAt = System.nanoTime() + longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1);
    }

    void stopped(PartitionState.Stopped stopped) {
        held = null;
        state = stopped;
    }
}
