package dev.engram.cli.stack;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How often a part has ended and was started again, and when to try next. The pause doubles with each end in a row, from a
 * second to a minute; a part that has run for two minutes begins again with a second.
 *
 * @param count     times it was started again since the stack came up
 * @param inARow    ends since it last ran for two minutes
 * @param startedAt when it was last started again; null if never
 * @param endedAt   when it was last found to have ended; null if never
 * @param how       how it ended, in words
 * @param next      when it is started again; null while it runs
 */
public record Restarts(
        int count,
        int inARow,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        String how,
        @Nullable Instant next) {

    static final Restarts NONE = new Restarts(0, 0, null, null, "", null);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration STEADY = Duration.ofMinutes(2);
    private static final int DOUBLINGS = 6;

    /** It was found to have ended. */
    Restarts ended(Instant now, String reason) {
        boolean ranWell = startedAt != null && !now.isBefore(startedAt.plus(STEADY));
        int before = ranWell ? 0 : inARow;
        var doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(before, DOUBLINGS));
        var pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        return new Restarts(count, before + 1, startedAt, now, reason, now.plus(pause));
    }

    /** It was started again. */
    Restarts started(Instant now) {
        return new Restarts(count + 1, inARow, now, endedAt, how, null);
    }

    /** It runs, or was stopped by a command: there is nothing to start. */
    Restarts settled() {
        return new Restarts(count, inARow, startedAt, endedAt, how, null);
    }

    boolean isDue(Instant now) {
        return next != null && !now.isBefore(next);
    }
}
