package dev.engram.review.adapter.mongo;

import dev.engram.events.CardId;
import dev.engram.events.LearnerId;
import dev.engram.kit.learner.LearnerCards;
import dev.engram.kit.learner.LearnerContext;
import dev.engram.kit.learner.LearnerStates;
import dev.engram.kit.learner.OneCard;
import dev.engram.kit.log.Position;
import dev.engram.kit.projection.Reached;
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
    public Reached awaits(Position after, Duration atMost) {
        return cards.awaits(after, atMost);
    }

    @Override
    public @Nullable Instant dataUpTo(LearnerId learnerId) {
        return cards.dataUpTo(learnerId);
    }
}
