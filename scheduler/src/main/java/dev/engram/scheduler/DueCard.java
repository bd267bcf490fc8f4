package dev.engram.scheduler;

import dev.engram.events.CardId;
import java.time.Instant;
import java.util.Comparator;

/**
 * A card that is due, and what its place in the queue depends on.
 *
 * @param inReview else it is in the steps
 * @param dueDay study day on which it falls due
 */
record DueCard(CardId cardId, boolean inReview, Instant dueAt, long dueDay) {

    static final Comparator<DueCard> BY_TIME =
            Comparator.comparing(DueCard::dueAt).thenComparing(DueCard::cardId);
    static final Comparator<DueCard> BY_DAY =
            Comparator.comparingLong(DueCard::dueDay).thenComparing(DueCard::cardId);

    StudyQueue.Entry entry(StudyQueue.Kind kind) {
        return new StudyQueue.Entry(cardId, kind, dueAt);
    }
}
