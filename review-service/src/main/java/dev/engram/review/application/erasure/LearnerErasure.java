package dev.engram.review.application.erasure;

import dev.engram.events.ClientId;
import dev.engram.events.EventId;
import dev.engram.events.LearnerErased;
import dev.engram.events.LearnerId;
import dev.engram.events.Stamp;
import dev.engram.projections.Position;
import dev.engram.review.application.ReviewLog;
import dev.engram.review.application.fitting.FitJobs;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Appends the event that erases a learner, and drops what the service keeps beside the log. Again is harmless. */
public record LearnerErasure(ReviewLog log, FitJobs fits) {
    private static final ClientId SERVER = new ClientId("server");

    /** @return where the event stands, acknowledged by the log */
    public Position erase(LearnerId learner, EventId id, Instant at) {
        var position =
                log.append(List.of(new LearnerErased(new Stamp(id, learner, at, ZoneOffset.UTC, SERVER, 0, at))));
        fits.delete(learner);
        return position;
    }
}
