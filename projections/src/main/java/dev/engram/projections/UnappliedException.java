package dev.engram.projections;

import dev.engram.events.TimeRange;
import java.time.Instant;

/** Thrown by a fold for an event that it cannot apply: the event is parked under a reason of its own. */
public final class UnappliedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * @param reason stable slug, also a label of metrics, such as {@code version-gap}
     * @param detail what is wrong and what to do, for people
     */
    public UnappliedException(String reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    /** Parks an event that carries a time outside of {@link TimeRange}. */
    public static void requireInRange(Instant time, String field) {
        if (!TimeRange.contains(time)) {
            throw new UnappliedException(
                    "time-out-of-range", "%s must lie in the years %s, was %s".formatted(field, TimeRange.YEARS, time));
        }
    }

    public String reason() {
        return reason;
    }

    /** The slug under which an event is parked that failed in this way; {@code fold-failed} for what was not foreseen. */
    public static String reasonOf(Throwable failure) {
        return failure instanceof UnappliedException unapplied ? unapplied.reason() : "fold-failed";
    }
}
