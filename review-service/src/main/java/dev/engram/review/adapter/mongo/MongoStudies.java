package dev.engram.review.adapter.mongo;

import dev.engram.events.CardId;
import dev.engram.events.LearnerId;
import dev.engram.runtime.learner.LearnerCards;
import dev.engram.projections.learner.LearnerContext;
import dev.engram.projections.learner.LearnerStates;
import dev.engram.projections.learner.OneCard;
import dev.engram.projections.Position;
import dev.engram.runtime.reader.CatchUpResult;
import dev.engram.review.application.Studies;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The schedule projection. */
public final class MongoStudies implements Studies {
    private final LearnerCards cards;

    public MongoStudies(LearnerCards cards) {
        this.cards = cards;
    }

    @Override
    public LearnerContext context(LearnerId learnerId) {
        return cards.context(learnerId);
    }

    @Override
    public LearnerStates states(LearnerId learnerId) {
        return cards.states(learnerId);
    }

    @Override
    public OneCard card(LearnerId learnerId, CardId cardId) {
        return cards.card(learnerId, cardId);
    }

    @Override
    public CatchUpResult awaits(Position after, Duration atMost) {
        return cards.awaits(after, atMost);
    }

    @Override
    public @Nullable Instant dataUpTo(LearnerId learnerId) {
        return cards.dataUpTo(learnerId);
    }
}
