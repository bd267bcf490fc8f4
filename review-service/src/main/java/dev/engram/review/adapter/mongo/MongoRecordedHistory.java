package dev.engram.review.adapter.mongo;

import dev.engram.events.CardId;
import dev.engram.events.EventId;
import dev.engram.events.LearnerId;
import dev.engram.runtime.learner.LearnerCards;
import dev.engram.projections.Position;
import dev.engram.review.application.RecordedHistory;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks up ids and sizes in the histories of the schedule projection. */
public final class MongoRecordedHistory implements RecordedHistory {
    private final LearnerCards cards;

    /** @param cards reading within a time that a learner can wait */
    public MongoRecordedHistory(LearnerCards cards) {
        this.cards = cards;
    }

    @Override
    public Position passed(LearnerId learnerId) {
        return cards.passed(learnerId);
    }

    @Override
    public Map<CardId, CardRecord> of(LearnerId learnerId, Map<CardId, Set<EventId>> asked) {
        return cards.recorded(learnerId, asked).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        found -> new CardRecord(
                                found.getValue().reviews(),
                                found.getValue().retractions(),
                                found.getValue().present())));
    }
}
