package dev.engram.review.application;

import dev.engram.events.ClientId;
import dev.engram.events.EventId;
import dev.engram.events.LearnerId;
import dev.engram.events.Stamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Stamps of events that the service itself decides, such as plans and memberships: their time and order are the server's. */
public final class ServerStamps {
    private static final ClientId SERVER = new ClientId("review-service");

    private ServerStamps() {}

    /** @param id of version 7: these rise within a process, so of two events in one millisecond the later one counts */
    public static Stamp of(EventId id, LearnerId learner, Instant now) {
        var at = now.truncatedTo(ChronoUnit.MILLIS);
        return new Stamp(id, learner, at, ZoneOffset.UTC, SERVER, 0, at);
    }
}
