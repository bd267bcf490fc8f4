package dev.engram.scheduler;

import dev.engram.events.CardAction;
import dev.engram.events.Plan;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.ReviewRetracted;
import dev.engram.events.SchedulerRef;
import dev.engram.fsrs.Grade;
import dev.engram.fsrs.Phase;
import dev.engram.fsrs.Scheduled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fold of a card's whole history under the latest plan, in the learner's calendar. Pure: the same history, plan and calendar give the same state, whatever
 * the order, batches and copies in which the history arrived. Time grows with the number of reviews (and its logarithm, for
 * the sorting).
 *
 * <p>Where the plan asks for fuzz, it is drawn from the card's id and the number of counted reviews before: the due date of an
 * unchanged history never moves. A late or retracted review shifts the positions after it and may redraw theirs.
 *
 * <p>A review that was taken under a retention goal of its card is scheduled by that goal, the others by the plan.
 */
public final class CardFold {
    /**
     * One review of the trace.
     *
     * @param review counted or practice
     * @param studyDay epoch day by the learner's calendar
     * @param elapsedDays whole study days since the last counted review, {@code >= 0}; null if there is none
     * @param retrievabilityBefore probability of recall after {@code elapsedDays}, in (0, 1]; 0 if there is no counted review
     * @param after the state with this review; a practice review leaves it as it was
     */
    public record Step(
            ReviewRecorded review,
            long studyDay,
            @Nullable Long elapsedDays,
            double retrievabilityBefore,
            CardState after) {}

    private final LearnerCalendar calendar;
    private final AnswerScheduler scheduler;
    private final Map<Double, AnswerScheduler> goals = new HashMap<>();
    private int steps;
    private final List<Reset> resets = new ArrayList<>();
    private CardState state = CardState.NEW;
    /** Study days with an answer so far, before a reset too, and whether their first answer was given in review. */
    private final Map<Long, Boolean> startedInReview = new HashMap<>();

    /** Of the answers since the card was new. */
    private long earliestDay = Long.MAX_VALUE;

    private CardFold(Plan plan, LearnerCalendar calendar) {
        this.calendar = calendar;
        this.scheduler = new AnswerScheduler(plan, calendar);
    }

    /** The card is made new again. @param stepsBefore number of the reviews that the fold takes before it */
    public record Reset(Instant at, int stepsBefore) {}

    /**
     * What a history comes to.
     *
     * @param steps the reviews that are not retracted, oldest first, practice included, each with the state after it
     * @param resets by which the card was made new again, oldest first
     * @param state after all of them and all actions
     */
    public record Folded(List<Step> steps, List<Reset> resets, CardState state) {
        public Folded {
            steps = List.copyOf(steps);
            resets = List.copyOf(resets);
        }
    }

    /**
     * The history, folded.
     *
     * @throws IllegalArgumentException as {@link #fold}
     */
    public static Folded of(CardHistory history, Plan plan, LearnerCalendar calendar) {
        var fold = new CardFold(plan, calendar);
        var steps = new ArrayList<Step>(history.recorded().size());
        for (var event : history.timeline()) {
            switch (event) {
                case ReviewRecorded review -> steps.add(fold.step(review));
                case CardAction action -> fold.apply(action);
                case ReviewRetracted _ -> throw new IllegalStateException("a retraction is no event of the timeline");
            }
        }
        return new Folded(steps, fold.resets, fold.state);
    }

    /**
     * The state after the reviews and actions that count.
     *
     * @throws IllegalArgumentException if a weight of the plan is out of the bounds of FSRS-6, naming it
     */
    public static CardState fold(CardHistory history, Plan plan, LearnerCalendar calendar) {
        return of(history, plan, calendar).state();
    }

    /**
     * The reviews of the history that are not retracted, oldest first, practice included, each with the state after it.
     *
     * @throws IllegalArgumentException as {@link #fold}
     */
    public static List<Step> trace(CardHistory history, Plan plan, LearnerCalendar calendar) {
        return of(history, plan, calendar).steps();
    }

    private void apply(CardAction action) {
        var overrides =
                state.overrides().with(action, calendar.day(action.stamp().at()), state.isNew());
        switch (action.action()) {
            case RESET -> {
                state = state.reset(overrides);
                resets.add(new Reset(action.stamp().at(), steps));
                earliestDay = Long.MAX_VALUE;
            }
            case SET_DUE -> {
                var dueDay = overrides.dueDay();
                state = state.with(overrides, dueDay == null ? state.dueAt() : calendar.start(dueDay));
            }
            case SUSPEND, RESUME, BURY -> state = state.with(overrides, state.dueAt());
        }
    }

    private Step step(ReviewRecorded review) {
        steps++;
        long day = calendar.day(review.stamp().at());
        var elapsed = AnswerScheduler.elapsedDays(state, day);
        double recall = scheduler.retrievability(state, day);
        if (!review.practice()) {
            var grade = Grade.of(review.rating().grade());
            state = after(review, day, grade, scheduler(review).answer(review.cardId(), state, day, grade));
        }
        return new Step(review, day, elapsed, recall, state);
    }

    /** By the goal that held for the card when the review was taken: tags of that time are not known here. */
    private AnswerScheduler scheduler(ReviewRecorded review) {
        var recorded = review.scheduler();
        if (recorded == null || !recorded.name().equals(SchedulerRef.RETENTION_GOAL)) {
            return scheduler;
        }
        // what a client claims to be a goal may lie outside
        double goal = Math.clamp(recorded.desiredRetention(), Plan.LOWEST_RETENTION, Plan.HIGHEST_RETENTION);
        return goals.computeIfAbsent(goal, scheduler::withRetention);
    }

    private CardState after(ReviewRecorded review, long day, Grade grade, Scheduled next) {
        boolean inReview = state.phase() == Phase.REVIEW;
        boolean firstOfDay = startedInReview.putIfAbsent(day, inReview) == null;
        int forRetention = firstOfDay && earliestDay < day ? 1 : 0;
        earliestDay = Math.min(earliestDay, day);
        var at = review.stamp().at();
        return new CardState(
                next.phase(),
                next.step(),
                next.memory().stabilityDays(),
                next.memory().difficulty(),
                at,
                review.stamp().eventId(),
                at.plus(next.delay()),
                next.intervalDays(),
                state.reviews() + 1,
                state.lapses() + (inReview && grade == Grade.AGAIN ? 1 : 0),
                state.firstStudyDay() == null ? Long.valueOf(day) : state.firstStudyDay(),
                day,
                startedInReview.getOrDefault(day, inReview),
                state.retentionAnswers() + forRetention,
                state.retentionSuccesses() + (grade == Grade.AGAIN ? 0 : forRetention),
                state.overrides().answered());
    }
}
