package dev.engram.gateway.adapter.budget;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * After how many seconds those may come again who were refused because all callers together ask for too much: the longer, the more
 * of them there are, so that they do not take the processor from those who are served. Thread-safe.
 */
final class RefusalPause {
    static final long SHORTEST = 1;
    static final long LONGEST = 30;

    private static final Duration WINDOW = Duration.ofSeconds(1);

    private final int perSecond;
    private final InstantSource clock;

    // all guarded by this
    private Instant end = Instant.EPOCH;
    private long refused;
    private long seconds = SHORTEST;

    /** @param perSecond refusals of a second that cost little, at least 1 */
    RefusalPause(int perSecond, InstantSource clock) {
        this.perSecond = perSecond;
        this.clock = clock;
    }

    /** Counts a refusal. */
    synchronized long next() {
        var now = clock.instant();
        if (!now.isBefore(end)) {
            // those of a second that ended just now come again every so many seconds: together they are as many as that
            // product
            var isLast = now.isBefore(end.plus(WINDOW));
            seconds = isLast ? Math.clamp(refused * seconds / perSecond, SHORTEST, LONGEST) : SHORTEST;
            end = now.plus(WINDOW);
            refused = 0;
        }
        refused++;
        return seconds;
    }
}
