package dev.engram.review.application;

import dev.engram.events.LearnerEvent;
import dev.engram.projections.Position;
import java.util.List;

/** The log that makes a review a fact. */
public interface ReviewLog {

    /**
     * Appends events of one learner, in order.
     *
     * @param events at least one
     * @return where the last of them stands, once the log has acknowledged all of them
     * @throws RuntimeException of {@code dev.engram.kit.log} if one of them was not acknowledged in time
     */
    Position append(List<? extends LearnerEvent> events);
}
