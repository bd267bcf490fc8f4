package dev.engram.kit.retry;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Pauses after failures in a row: each twice as long as the one before, the second half of it drawn at random so that
 * instances that failed together do not come back together. Safe for several threads if {@code random} is.
 *
 * @param first longest pause after the first failure, above zero
 * @param longest longest pause of all, at least {@code first}
 */
public record Backoff(Duration first, Duration longest, RandomGenerator random) {

    public Backoff {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "backoff must be above zero and not end below its first pause, was " + first + " to " + longest);
        }
    }

    /** @param failures in a row before this one, 0 or more */
    public Duration pause(int failures) {
        var doubled = first.toNanos() << Math.min(failures, 20);
        var bound = Math.min(longest.toNanos(), doubled < first.toNanos() ? Long.MAX_VALUE : doubled);
        return Duration.ofNanos(bound / 2 + random.nextLong(bound / 2 + 1));
    }
}
