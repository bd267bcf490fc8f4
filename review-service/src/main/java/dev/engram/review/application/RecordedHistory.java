package dev.engram.review.application;

import dev.engram.events.CardId;
import dev.engram.events.EventId;
import dev.engram.events.LearnerId;
import dev.engram.projections.Position;
import java.util.Map;
import java.util.Set;

/** What the schedule projection already holds about some cards; it may lag behind the log. */
public interface RecordedHistory {

    /**
     * Sizes of the histories of some cards of a learner, and which of the events asked about they hold.
     * A card without a history may be absent from the answer.
     *
     * @param asked per card the ids of reviews or retractions to look for
     * @throws RuntimeException if the store does not answer in time
     */
    Map<CardId, CardRecord> of(LearnerId learnerId, Map<CardId, Set<EventId>> asked);

    /**
     * A position that every event of the learner held now lies before; {@link Position#NONE} if there is none. Other readers
     * of the log may not have come so far.
     *
     * @throws RuntimeException as in {@link #of}
     */
    Position passed(LearnerId learnerId);

    /**
     * What is held about one card.
     *
     * @param present those of the ids asked about that are held
     */
    record CardRecord(int reviews, int retractions, Set<EventId> present) {
        static final CardRecord EMPTY = new CardRecord(0, 0, Set.of());

        public CardRecord {
            present = Set.copyOf(present);
        }
    }
}
