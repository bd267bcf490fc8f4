package dev.engram.analytics.domain.learner;

import dev.engram.scheduler.CardFold;
import dev.engram.scheduler.CardState;
import dev.engram.scheduler.DayActivity;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * An answer that observed retention counts: the first of a card on a study day, with an earlier answer on an earlier study day.
 *
 * @param day study day, as epoch day
 * @param success better than AGAIN
 * @param predicted probability of recall before the answer, after whole study days, under the learner's latest weights; in (0, 1]
 * @param elapsedDays whole study days since the last answer, {@code >= 1}
 * @param intervalDays that the fold had given, whole days; 0 if the card was in the steps
 * @param reviewsBefore answers that bear on memory before this one, {@code >= 1}
 * @param lapsesBefore lapses before this one
 */
public record RetentionAnswer(
        long day,
        boolean success,
        double predicted,
        long elapsedDays,
        int intervalDays,
        int reviewsBefore,
        int lapsesBefore) {

    /** Those of a card, oldest first. */
    public static List<RetentionAnswer> of(CardFold.Folded card) {
        var answers = new ArrayList<RetentionAnswer>();
        var before = CardState.NEW;
        for (var step : card.steps()) {
            var after = step.after();
            if (after.retentionAnswers() > before.retentionAnswers()) {
                answers.add(new RetentionAnswer(
                        step.studyDay(),
                        after.retentionSuccesses() > before.retentionSuccesses(),
                        step.retrievabilityBefore(),
                        Objects.requireNonNull(step.elapsedDays(), "an earlier answer counts"),
                        before.intervalDays(),
                        before.reviews(),
                        before.lapses()));
            }
            before = after;
        }
        return List.copyOf(answers);
    }

    /** Whether the interval before was {@value DayActivity#MATURE_DAYS} days or more. */
    public boolean isMature() {
        return intervalDays >= DayActivity.MATURE_DAYS;
    }

    /** How long the learner waited, as a multiple of the interval that the fold had given; 1 for a card in the steps. */
    public double lateness() {
        return intervalDays == 0 ? 1 : (double) elapsedDays / intervalDays;
    }
}
