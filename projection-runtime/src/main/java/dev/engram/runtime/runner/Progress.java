package dev.engram.runtime.runner;

import dev.engram.runtime.store.Checkpoint;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** How far this process has applied the partitions that it owns, for readers that wait. Safe for use by many threads. */
public final class Progress {

    private record Place(int generation, int partition) {}

    private final Map<Place, Checkpoint> reached = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private volatile long moves;

    /** The checkpoint as last moved here; absent if this process does not own the partition in that generation. */
    public @Nullable Checkpoint of(int generation, int partition) {
        return reached.get(new Place(generation, partition));
    }

    /** Number of batches applied; remember it before looking, and hand it to {@link #await}. */
    public long moves() {
        return moves;
    }

    /** Waits until a batch after {@code seen} has been applied, or {@code nanos} have passed. */
    public void await(long seen, long nanos) throws InterruptedException {
        long left = nanos;
        lock.lockInterruptibly();
        try {
            while (moves == seen && left > 0) {
                left = moved.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    void reached(int generation, Checkpoint checkpoint) {
        lock.lock();
        try {
            reached.put(new Place(generation, checkpoint.partition()), checkpoint);
            moves = moves + 1;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void left(int generation, int partition) {
        reached.remove(new Place(generation, partition));
    }
}
