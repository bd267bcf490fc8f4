package dev.engram.scheduler;

import dev.engram.events.Plan;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a card falls due, by study days of the plan's zone: a card is due from the start of the day that contains dueAt. */
public final class Due {
    private Due() {}

    /** Whether the card's due study day is not after that of {@code asOf}; a new card is never due. */
    public static boolean isDue(CardState state, Instant asOf, Plan plan) {
        var day = studyDay(state, plan);
        return day != null && day <= StudyDay.in(asOf, plan.zone(), plan.rolloverHour());
    }

    /** Epoch day on which the card falls due; null if it is new. */
    public static @Nullable Long studyDay(CardState state, Plan plan) {
        var dueAt = state.dueAt();
        return dueAt == null ? null : Long.valueOf(StudyDay.in(dueAt, plan.zone(), plan.rolloverHour()));
    }
}
