package dev.engram.scheduler.queue;

import dev.engram.fsrs.Phase;
import dev.engram.scheduler.CardState;
import dev.engram.scheduler.Due;
import dev.engram.scheduler.LearnerCalendar;
import org.jspecify.annotations.Nullable;

/**
 * A card that falls due on one of the days of a queue, and what its place there depends on. In some 60 bytes, since a learner may
 * have a hundred thousand.
 *
 * @param inReview else it is in the steps
 * @param dueMillis when it falls due, as epoch milliseconds
 * @param dueDay study day on which it falls due
 * @param firstDay first study day on which it is studied: {@code dueDay}, or a later one where the learner has put it off
 * @param lastMillis time of the last answer, as epoch milliseconds
 * @param lastDay study day of the last answer
 * @param draw in [0, 1), by seed and card
 */
record DueCard(
        int card,
        boolean inReview,
        long dueMillis,
        int dueDay,
        int firstDay,
        long lastMillis,
        int lastDay,
        double stabilityDays,
        double draw) {

    /**
     * A card by its state.
     *
     * @param card its number
     * @param draw in [0, 1)
     * @return null for one that is new
     */
    static @Nullable DueCard of(int card, CardState state, LearnerCalendar calendar, double draw) {
        var dueAt = state.dueAt();
        var lastAt = state.lastReviewAt();
        var answeredOn = state.lastStudyDay();
        var dueDay = Due.studyDay(state, calendar);
        if (dueAt == null || lastAt == null || answeredOn == null || dueDay == null) {
            return null;
        }
        var buriedUntil = state.overrides().buriedUntil();
        return new DueCard(
                card,
                state.phase() == Phase.REVIEW,
                dueAt.toEpochMilli(),
                dueDay.intValue(),
                (int) (buriedUntil == null ? dueDay : Math.max(dueDay, buriedUntil)),
                lastAt.toEpochMilli(),
                answeredOn.intValue(),
                state.stabilityDays(),
                draw);
    }

    /** Study days since the last answer relative to those planned; at least one is taken as planned. */
    double overdueness(long day) {
        return (double) (day - lastDay) / Math.max(1, dueDay - lastDay);
    }
}
