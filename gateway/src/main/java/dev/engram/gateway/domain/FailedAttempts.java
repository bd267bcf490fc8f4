package dev.engram.gateway.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * Failed attempts to sign in to one account since the last one that succeeded. The first five cost nothing; each
 * further one doubles the time until the next may be made, from two seconds to one minute.
 *
 * @param count failures so far
 * @param last when the last one was
 */
public record FailedAttempts(int count, Instant last) {
    private static final int FREE = 5;
    private static final int LONGEST_SECONDS = 60;

    /** One more. */
    public FailedAttempts and(Instant failedAt) {
        return new FailedAttempts(Math.min(count + 1, 1_000), failedAt);
    }

    /** How long until the next attempt may be made; zero if it may be made now. */
    public Duration waitAt(Instant now) {
        if (count < FREE) {
            return Duration.ZERO;
        }
        var pause = Duration.ofSeconds(Math.min(LONGEST_SECONDS, 2L << Math.min(count - FREE, 10)));
        var left = Duration.between(now, last.plus(pause));
        return left.isNegative() ? Duration.ZERO : left;
    }
}
