package dev.engram.scheduler;

import dev.engram.events.CardId;
import dev.engram.fsrs.Phase;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;

/**
 * A card that falls due, and what its place in the queue depends on.
 *
 * @param inReview else it is in the steps
 * @param dueDay study day on which it falls due
 * @param lastDay study day of the last answer
 */
record DueCard(CardId cardId, boolean inReview, Instant dueAt, long dueDay, long lastDay, double stabilityDays) {

    static final Comparator<DueCard> BY_TIME =
            Comparator.comparing(DueCard::dueAt).thenComparing(DueCard::cardId);
    static final Comparator<DueCard> BY_DAY =
            Comparator.comparingLong(DueCard::dueDay).thenComparing(DueCard::cardId);

    /** @param state of a card that is not new */
    static DueCard of(CardId cardId, CardState state, LearnerCalendar calendar) {
        return new DueCard(
                cardId,
                state.phase() == Phase.REVIEW,
                Objects.requireNonNull(state.dueAt(), "dueAt"),
                Objects.requireNonNull(Due.studyDay(state, calendar), "due day"),
                Objects.requireNonNull(state.lastStudyDay(), "last day"),
                state.stabilityDays());
    }

    StudyQueue.Entry entry(StudyQueue.Kind kind) {
        return new StudyQueue.Entry(cardId, kind, dueAt);
    }
}
