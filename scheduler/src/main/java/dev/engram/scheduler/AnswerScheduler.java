package dev.engram.scheduler;

import dev.engram.events.CardId;
import dev.engram.events.Plan;
import dev.engram.events.Rating;
import dev.engram.fsrs.CardScheduler;
import dev.engram.fsrs.Fuzz;
import dev.engram.fsrs.Grade;
import dev.engram.fsrs.Phase;
import dev.engram.fsrs.Scheduled;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an answer makes of a card, under one plan and in one calendar. {@link CardFold} schedules the answers of a history with it,
 * so a preview is exactly what the fold gives once that answer is in the history. Pure and immutable.
 */
public final class AnswerScheduler {
    private final Plan plan;
    private final LearnerCalendar calendar;
    private final CardScheduler scheduler;

    /**
     * Schedules under a plan.
     *
     * @throws IllegalArgumentException naming the first weight that is out of the bounds of FSRS-6
     */
    public AnswerScheduler(Plan plan, LearnerCalendar calendar) {
        this(plan, calendar, PlanRules.scheduler(plan));
    }

    private AnswerScheduler(Plan plan, LearnerCalendar calendar, CardScheduler scheduler) {
        this.plan = plan;
        this.calendar = calendar;
        this.scheduler = scheduler;
    }

    /** The same under the desired retention of a goal. @param desiredRetention in [0.70, 0.99] */
    public AnswerScheduler withRetention(double desiredRetention) {
        return new AnswerScheduler(plan, calendar, PlanRules.scheduler(plan, desiredRetention));
    }

    /**
     * What each answer to a card would lead to.
     *
     * @param card the card whose state is {@code state}
     * @param at when the answer would be given; before the last review counts as at the last review
     */
    public Map<Rating, AnswerPreview> previews(CardId card, CardState state, Instant at) {
        var last = state.lastReviewAt();
        var moment = last != null && last.isAfter(at) ? last : at;
        long day = calendar.day(moment);
        var previews = new EnumMap<Rating, AnswerPreview>(Rating.class);
        for (var rating : Rating.values()) {
            var next = answer(card, state, day, Grade.of(rating.grade()));
            previews.put(
                    rating,
                    new AnswerPreview(
                            next.phase(),
                            next.step(),
                            next.memory().stabilityDays(),
                            next.memory().difficulty(),
                            moment.plus(next.delay()),
                            next.phase() == Phase.REVIEW ? Long.valueOf(day + next.intervalDays()) : null,
                            next.delay()));
        }
        return previews;
    }

    /** The result of an answer. @param day study day of the answer */
    Scheduled answer(CardId card, CardState state, long day, Grade grade) {
        var elapsed = elapsedDays(state, day);
        var drawn = plan.fuzz() ? Fuzz.of(card.value(), state.reviews(), state.intervalDays()) : null;
        return scheduler.answer(state.progress(), elapsed == null ? 0 : elapsed, grade, drawn);
    }

    /** Whole study days from the last counted review to {@code day}, {@code >= 0}; null if there is none. */
    static @Nullable Long elapsedDays(CardState state, long day) {
        var last = state.lastStudyDay();
        return last == null ? null : Math.max(0, day - last);
    }

    /** Probability of recall on a study day, in (0, 1]; 0 if there is no counted review. */
    double retrievability(CardState state, long day) {
        var elapsed = elapsedDays(state, day);
        return elapsed == null ? 0 : scheduler.model().curve().retrievability(elapsed, state.stabilityDays());
    }
}
