package dev.engram.analytics.domain;

import dev.engram.events.Plan;
import dev.engram.scheduler.CardState;
import dev.engram.scheduler.Due;
import dev.engram.scheduler.LearnerCalendar;
import dev.engram.scheduler.Recall;
import java.time.Instant;

/** What one card adds to each of its tags. */
public record CardFigures(
        double recallAtHorizon,
        double recallNow,
        boolean seen,
        boolean due,
        int retentionAnswers,
        int retentionSuccesses) {

    static final CardFigures UNSEEN = new CardFigures(0, 0, false, false, 0, 0);

    static CardFigures of(
            CardState state, Recall recall, Plan plan, LearnerCalendar calendar, Instant asOf, Instant atHorizon) {
        if (state.isNew()) {
            return UNSEEN;
        }
        return new CardFigures(
                recall.of(state, atHorizon),
                recall.of(state, asOf),
                true,
                Due.isDue(state, asOf, plan, calendar),
                state.retentionAnswers(),
                state.retentionSuccesses());
    }
}
