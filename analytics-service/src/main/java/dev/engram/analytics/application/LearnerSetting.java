package dev.engram.analytics.application;

import dev.engram.events.Plan;
import dev.engram.scheduler.LearnerCalendar;
import dev.engram.scheduler.Recall;
import java.time.Instant;

/**
 * What figures of one learner are computed under.
 *
 * @param plan the learner's latest, also for the past
 * @param asOf the moment asked about
 */
public record LearnerSetting(Plan plan, LearnerCalendar calendar, Instant asOf) {

    /** The study day of the moment asked about, as epoch day. */
    public long today() {
        return calendar.day(asOf);
    }

    /** @throws IllegalArgumentException naming the first weight of the plan that is out of the bounds of FSRS-6 */
    public Recall recall() {
        return Recall.under(plan);
    }
}
