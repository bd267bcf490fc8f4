package dev.engram.scheduler;

import dev.engram.events.Plan;
import dev.engram.fsrs.Phase;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a card falls due: in review on a study day of the learner's calendar, from its first moment; in the steps at an instant;
 * none in a break of the plan. A card with an interval of one day is so due from the study day after its answer, at whatever
 * hour that was given.
 */
public final class Due {
    private Due() {}

    /** Whether the card is due at {@code asOf}; one that is new, suspended or buried is not, and none is in a break. */
    public static boolean isDue(CardState state, Instant asOf, Plan plan, LearnerCalendar calendar) {
        var dueAt = state.dueAt();
        if (dueAt == null) {
            return false;
        }
        long today = calendar.day(asOf);
        if (!state.overrides().isOfferedOn(today) || plan.studyOptions().isBreak(today)) {
            return false;
        }
        if (state.phase() != Phase.REVIEW) {
            return !dueAt.isAfter(asOf);
        }
        var day = studyDay(state, calendar);
        return day != null && day <= today;
    }

    /**
     * Epoch day on which the card falls due, breaks apart; null if it is new. In review it lies the interval after the study day of the
     * last answer, so that as many days will have elapsed as FSRS has planned, unless the learner has set another day.
     */
    public static @Nullable Long studyDay(CardState state, LearnerCalendar calendar) {
        var dueAt = state.dueAt();
        var lastDay = state.lastStudyDay();
        if (dueAt == null || lastDay == null) {
            return null;
        }
        var dueDay = state.overrides().dueDay();
        if (dueDay != null) {
            return dueDay;
        }
        return state.phase() == Phase.REVIEW ? lastDay + state.intervalDays() : calendar.day(dueAt);
    }
}
