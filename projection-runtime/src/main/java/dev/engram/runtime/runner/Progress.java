package dev.engram.runtime.runner;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How far this process has applied the partitions that it owns, for readers that wait. Safe for use by many threads. */
public final class Progress {

    private record Place(int generation, int partition) {}

    private final Map<Place, Long> next = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private volatile long moves;

    /** Offset that will be applied next; -1 if this process does not own the partition in that generation. */
    public long next(int generation, int partition) {
        return next.getOrDefault(new Place(generation, partition), -1L);
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

    void reached(int generation, int partition, long offset) {
        lock.lock();
        try {
            next.put(new Place(generation, partition), offset);
            moves = moves + 1;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void left(int generation, int partition) {
        next.remove(new Place(generation, partition));
    }
}
