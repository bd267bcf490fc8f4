package dev.engram.analytics.application;

import dev.engram.events.LearnerId;
import dev.engram.projections.Position;
import dev.engram.runtime.reader.CatchUpResult;
import java.time.Duration;
import java.time.Instant;

/** What learners have done, as far as it has been folded. */
public interface Learners {

    /**
     * A learner as of a moment: answers known now that were given until then and are not retracted, under today's plan
     * and memberships.
     *
     * @throws RuntimeException if the store does not answer in time
     */
    LearnerAsOf at(LearnerId learnerId, Instant moment);

    /**
     * Waits, at most {@code atMost}, until the learner events of {@code after} have been passed.
     *
     * @return whether they have, and whether one of them was passed without being folded
     */
    CatchUpResult await(Position after, Duration atMost);
}
