package dev.engram.review.application;

import dev.engram.events.ClientId;
import dev.engram.events.EventId;
import dev.engram.events.LearnerId;
import dev.engram.events.Stamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stamps of events that the service itself decides, such as plans, memberships, fits and erasures: their time and order are the
 * server's.
 */
public final class ServerStamps {
    private static final ClientId SERVER = new ClientId("review-service");

    private ServerStamps() {}

    /** @param id of version 7: these rise within a process, so of two events in one millisecond the later one counts */
    public static Stamp of(EventId id, LearnerId learner, Instant now) {
        return after(null, id, learner, now);
    }

    /**
     * A stamp that comes after another one, also where this process's clock is behind that of the process that made it.
     *
     * @param latest of the event that this one replaces; null if there is none
     */
    public static Stamp after(@Nullable Stamp latest, EventId id, LearnerId learner, Instant now) {
        var received = now.truncatedTo(ChronoUnit.MILLIS);
        var at = latest == null || latest.at().isBefore(received)
                ? received
                : latest.at().plusMillis(1);
        return new Stamp(id, learner, at, ZoneOffset.UTC, SERVER, 0, received);
    }
}
