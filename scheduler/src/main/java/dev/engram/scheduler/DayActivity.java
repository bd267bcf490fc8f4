package dev.engram.scheduler;

import dev.engram.events.Rating;
import dev.engram.fsrs.Phase;
import dev.engram.fsrs.simulation.LapseFactors;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

/**
 * What was answered of one card on one study day.
 *
 * @param day study day, as epoch day
 * @param answers practice included
 * @param answerMillis time of the answers, practice included; an answer without a duration counts 0, one of more than a
 *     day counts a day
 * @param young observed retention where the interval before the answer was below {@value #MATURE_DAYS} days: the first
 *     answer of the day, if there is one on an earlier study day; practice does not count
 * @param mature the same from {@value #MATURE_DAYS} days on
 * @param counted those of the answers that are no practice; {@link Counted#NONE} if there are none
 */
public record DayActivity(
        long day, int answers, long answerMillis, Proportion young, Proportion mature, Counted counted) {

    /** Interval from which a card is mature. */
    public static final int MATURE_DAYS = LapseFactors.MATURE_DAYS;

    private static final long LONGEST_ANSWER_MILLIS = Duration.ofDays(1).toMillis();
    private static final Proportion NOTHING = new Proportion(0, 0);

    /**
     * Answers of a day that are no practice.
     *
     * @param answers {@code >= 0}
     * @param timed those with a duration
     * @param millis of these, one of more than a day counted as a day
     * @param firstFailed whether the first of them was AGAIN
     * @param firstInReview whether the first of them was given in {@link Phase#REVIEW}
     */
    public record Counted(int answers, int timed, long millis, boolean firstFailed, boolean firstInReview) {
        /** No such answer. */
        public static final Counted NONE = new Counted(0, 0, 0, false, false);

        private static Counted of(CardFold.Step step, CardState before) {
            var review = step.review();
            if (review.practice()) {
                return NONE;
            }
            boolean failed = review.rating() == Rating.AGAIN;
            // a card that was made new since is in no review
            boolean inReview = before.phase() == Phase.REVIEW && step.elapsedDays() != null;
            return new Counted(1, review.durationMs() == null ? 0 : 1, lasting(step), failed, inReview);
        }

        /** @param later answers of the same day */
        private Counted plus(Counted later) {
            return answers == 0
                    ? later
                    : new Counted(
                            answers + later.answers,
                            timed + later.timed,
                            millis + later.millis,
                            firstFailed,
                            firstInReview);
        }
    }

    /** The days of a card, oldest first. @param trace of {@link CardFold#trace} */
    public static List<DayActivity> of(List<CardFold.Step> trace) {
        var days = new TreeMap<Long, DayActivity>();
        var before = CardState.NEW;
        for (var step : trace) {
            days.merge(step.studyDay(), of(step, before), DayActivity::plus);
            before = step.after();
        }
        return List.copyOf(days.values());
    }

    private static DayActivity of(CardFold.Step step, CardState before) {
        var after = step.after();
        var first = new Proportion(
                after.retentionSuccesses() - before.retentionSuccesses(),
                after.retentionAnswers() - before.retentionAnswers());
        boolean isMature = before.intervalDays() >= MATURE_DAYS;
        return new DayActivity(
                step.studyDay(),
                1,
                lasting(step),
                isMature ? NOTHING : first,
                isMature ? first : NOTHING,
                Counted.of(step, before));
    }

    private static long lasting(CardFold.Step step) {
        var duration = step.review().durationMs();
        return duration == null ? 0 : Math.min(duration, LONGEST_ANSWER_MILLIS);
    }

    private DayActivity plus(DayActivity other) {
        return new DayActivity(
                day,
                answers + other.answers,
                answerMillis + other.answerMillis,
                young.plus(other.young),
                mature.plus(other.mature),
                counted.plus(other.counted));
    }
}
