package dev.engram.scheduler;

import dev.engram.events.Plan;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a card falls due, by study days of the plan's zone: a card is due from the start of the day that contains dueAt. */
public final class Due {
    private Due() {}

    /** Whether the card's due study day is not after that of {@code asOf}; one that is new, suspended or buried is not due. */
    public static boolean isDue(CardState state, Instant asOf, Plan plan) {
        var day = studyDay(state, plan);
        long today = StudyDay.in(asOf, plan.zone(), plan.rolloverHour());
        return day != null && day <= today && state.overrides().isOfferedOn(today);
    }

    /** Epoch day on which the card falls due; null if it is new. */
    public static @Nullable Long studyDay(CardState state, Plan plan) {
        var dueAt = state.dueAt();
        if (state.overrides().dueDay() != null) {
            return state.overrides().dueDay();
        }
        return dueAt == null ? null : Long.valueOf(StudyDay.in(dueAt, plan.zone(), plan.rolloverHour()));
    }
}
