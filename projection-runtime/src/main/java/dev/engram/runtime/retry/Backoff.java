package dev.engram.runtime.retry;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waits between attempts: each twice as long as the one before, up to a limit, and half of it drawn at random so that many
 * clients do not return together. Confined to one thread.
 */
public final class Backoff {

    private final long minNanos;
    private final long maxNanos;
    private final RandomGenerator random;
    private long limitNanos;

    /**
     * @param min longest first wait, positive
     * @param max longest wait, at least {@code min}
     */
    public Backoff(Duration min, Duration max, RandomGenerator random) {
        if (!min.isPositive() || max.compareTo(min) < 0) {
            throw new IllegalArgumentException("backoff needs 0 < min <= max, was %s and %s".formatted(min, max));
        }
        this.minNanos = min.toNanos();
        this.maxNanos = max.toNanos();
        this.random = random;
        this.limitNanos = minNanos;
    }

    /** After one more failure in a row: how long to wait, in [half, whole] of the present limit. */
    public Duration next() {
        long limit = limitNanos;
        limitNanos = limit > maxNanos / 2 ? maxNanos : 2 * limit;
        return Duration.ofNanos(limit / 2 + random.nextLong(limit / 2 + 1));
    }

    /** After a success: the next wait is a first one again. */
    public void reset() {
        limitNanos = minNanos;
    }
}
