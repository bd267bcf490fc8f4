package dev.engram.scheduler;

import dev.engram.events.Plan;
import dev.engram.events.StudyOptions.Break;
import dev.engram.fsrs.ForgettingCurve;
import java.util.Comparator;

/**
 * Which due reviews come first on a day that has no room for all of them. After a break, while cards that fell due before its
 * end wait, those come first whose recall would fall most by waiting a day longer; else the plan says.
 */
final class ReviewPriority {
    private final Plan plan;
    private final ForgettingCurve curve;

    /** @throws IllegalArgumentException naming the first weight that is out of the bounds of FSRS-6 */
    ReviewPriority(Plan plan) {
        this.plan = plan;
        this.curve = ForgettingCurve.of(PlanRules.weights(plan));
    }

    /** @param today epoch day */
    Comparator<DueCard> order(long today, boolean afterBreak) {
        Comparator<DueCard> order = afterBreak
                ? Comparator.comparingDouble(card -> -lossOfADay(card, today))
                : switch (plan.studyOptions().reviewOrder()) {
                    case DUE_DAY -> DueCard.BY_DAY;
                    case RELATIVE_OVERDUENESS -> Comparator.comparingDouble(card -> -overdueness(card, today));
                    case RETRIEVABILITY -> Comparator.comparingDouble(card -> recall(card, today));
                };
        return order.thenComparing(DueCard.BY_DAY);
    }

    /** Last epoch day of the latest break before {@code today}; long ago if there was none. */
    static long lastBreakBefore(Plan plan, long today) {
        return plan.studyOptions().breaks().stream()
                .map(Break::to)
                .mapToLong(to -> to.toEpochDay())
                .filter(to -> to < today)
                .max()
                .orElse(Long.MIN_VALUE);
    }

    /** How much less is recalled if the card is answered on {@code day} and not when it fell due. */
    double lost(DueCard card, long day) {
        return recall(card, card.dueDay()) - recall(card, Math.max(day, card.dueDay()));
    }

    private double recall(DueCard card, long day) {
        return curve.retrievability(Math.max(0, day - card.lastDay()), card.stabilityDays());
    }

    private double lossOfADay(DueCard card, long today) {
        return recall(card, today) - recall(card, today + 1);
    }

    private double overdueness(DueCard card, long today) {
        return (today - card.lastDay()) / curve.intervalDays(plan.desiredRetention(), card.stabilityDays());
    }
}
