package dev.engram.runtime.runner;

import dev.engram.runtime.retry.Backoff;
import dev.engram.runtime.store.CheckpointMovedException;
import dev.engram.runtime.store.StoreException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Writes to a partition beside the runner that owns it: its checkpoint may move at any time. */
public final class BusyPartition {

    private static final int MOST_ATTEMPTS = 50;
    private static final Duration FIRST_WAIT = Duration.ofMillis(10);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

    private BusyPartition() {}

    /**
     * Runs {@code attempt}, which reads the checkpoint first, again while the partition was written meanwhile.
     *
     * @throws StoreException if the store failed, or the partition is too busy
     */
    public static <T> T repeat(RandomGenerator random, Supplier<T> attempt) {
        var backoff = new Backoff(FIRST_WAIT, LONGEST_WAIT, random);
        for (int left = MOST_ATTEMPTS; ; left--) {
            try {
                return attempt.get();
            } catch (CheckpointMovedException busy) {
                if (left == 0) {
                    throw new StoreException(StoreException.Kind.CONFLICT, busy);
                }
            } catch (StoreException busy) {
                if (left == 0 || busy.kind() != StoreException.Kind.CONFLICT) {
                    throw busy;
                }
            }
            LockSupport.parkNanos(backoff.next().toNanos());
        }
    }
}
