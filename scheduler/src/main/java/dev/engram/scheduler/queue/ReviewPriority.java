package dev.engram.scheduler.queue;

import dev.engram.events.Plan;
import dev.engram.events.StudyOptions.Break;
import dev.engram.fsrs.ForgettingCurve;
import dev.engram.scheduler.PlanRules;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Which due reviews come first on a day that has no room for all of them. After a break, while cards that fell due before its
 * end wait, those come first whose recall would fall most by waiting a day longer; else the order that is asked for.
 */
final class ReviewPriority {
    private final Plan plan;
    private final QueueOrder order;
    private final ForgettingCurve curve;

    /** @throws IllegalArgumentException naming the first weight that is out of the bounds of FSRS-6 */
    ReviewPriority(Plan plan, QueueOrder order) {
        this.plan = plan;
        this.order = order;
        this.curve = ForgettingCurve.of(PlanRules.weights(plan));
    }

    /** Place among the reviews that wait on a day, the smallest first. @param day epoch day */
    ToDoubleFunction<DueCard> key(List<DueCard> waiting, long day) {
        long end = lastBreakBefore(day);
        if (waiting.stream().anyMatch(card -> card.dueDay() <= end)) {
            return card -> recall(card, day + 1) - recall(card, day);
        }
        return switch (order) {
            case DUE -> DueCard::firstDay;
            case RELATIVE_OVERDUENESS -> card -> -card.overdueness(day);
            case RETRIEVABILITY -> card -> recall(card, day);
            case RANDOM -> DueCard::draw;
        };
    }

    /** Last epoch day of the latest break before a day; long ago if there was none. */
    private long lastBreakBefore(long day) {
        return plan.studyOptions().breaks().stream()
                .map(Break::to)
                .mapToLong(to -> to.toEpochDay())
                .filter(to -> to < day)
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
}
