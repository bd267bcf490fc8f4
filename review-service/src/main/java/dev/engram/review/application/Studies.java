package dev.engram.review.application;

import dev.engram.events.CardId;
import dev.engram.events.LearnerId;
import dev.engram.projections.learner.LearnerContext;
import dev.engram.projections.learner.LearnerStates;
import dev.engram.projections.learner.OneCard;
import dev.engram.projections.Position;
import dev.engram.runtime.reader.CatchUpResult;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What learners have done and know, as far as the schedule projection has come. Throws if the store is away. */
public interface Studies {

    /** Plan and memberships. */
    LearnerContext context(LearnerId learnerId);

    /** The states of all cards ever answered. */
    LearnerStates states(LearnerId learnerId);

    /** One card with its whole history. */
    OneCard card(LearnerId learnerId, CardId cardId);

    /**
     * Waits, at most {@code atMost}, until the learner events of {@code after} have been passed.
     *
     * @return whether they have, and whether one of them was passed without being applied
     */
    CatchUpResult awaits(Position after, Duration atMost);

    /** When the last event passed in the learner's partition was appended to the log; null before the first. */
    @Nullable
    Instant dataUpTo(LearnerId learnerId);
}
