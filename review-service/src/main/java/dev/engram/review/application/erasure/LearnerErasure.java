package dev.engram.review.application.erasure;

import dev.engram.events.EventId;
import dev.engram.events.LearnerErased;
import dev.engram.events.LearnerId;
import dev.engram.projections.Position;
import dev.engram.review.application.ReviewLog;
import dev.engram.review.application.ServerStamps;
import dev.engram.review.application.fitting.FitJobs;
import java.time.Instant;
import java.util.List;

/** Appends the event that erases a learner, and drops what the service keeps beside the log. Again is harmless. */
public record LearnerErasure(ReviewLog log, FitJobs fits) {
    /** @return where the event stands, acknowledged by the log */
    public Position erase(LearnerId learner, EventId id, Instant at) {
        var position = log.append(List.of(new LearnerErased(ServerStamps.of(id, learner, at))));
        fits.delete(learner);
        return position;
    }
}
