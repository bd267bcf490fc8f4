package dev.engram.scheduler.queue;

import dev.engram.events.Plan;
import dev.engram.scheduler.LearnerCalendar;
import java.time.Instant;

/**
 * By what a queue is made.
 *
 * @param plan the learner's latest
 * @param asOf the moment it is about; its study day is the first of the queue
 * @param daysAhead how many study days after that one, {@code >= 0}
 * @param seed of {@link QueueOrder#RANDOM}; without meaning in the others
 */
public record QueueTerms(
        Plan plan, LearnerCalendar calendar, Instant asOf, int daysAhead, QueueOrder order, long seed) {
    /** @throws IllegalArgumentException if {@code daysAhead} is negative */
    public QueueTerms {
        if (daysAhead < 0) {
            throw new IllegalArgumentException("daysAhead must be at least 0, was " + daysAhead);
        }
    }

    /** The study day of {@link #asOf}, as epoch day. */
    public long today() {
        return calendar.day(asOf);
    }

    /** The moment for which the cards of a day are judged: {@link #asOf} today, the start of a later day. */
    public Instant moment(int dayAhead) {
        return dayAhead == 0 ? asOf : calendar.start(today() + dayAhead);
    }
}
