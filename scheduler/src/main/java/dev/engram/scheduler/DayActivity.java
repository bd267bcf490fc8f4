package dev.engram.scheduler;

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
 */
public record DayActivity(long day, int answers, long answerMillis, Proportion young, Proportion mature) {

    /** Interval from which a card is mature. */
    public static final int MATURE_DAYS = 21;

    private static final long LONGEST_ANSWER_MILLIS = Duration.ofDays(1).toMillis();
    private static final Proportion NOTHING = new Proportion(0, 0);

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
        var duration = step.review().durationMs();
        return new DayActivity(
                step.studyDay(),
                1,
                duration == null ? 0 : Math.min(duration, LONGEST_ANSWER_MILLIS),
                isMature ? NOTHING : first,
                isMature ? first : NOTHING);
    }

    private DayActivity plus(DayActivity other) {
        return new DayActivity(
                day,
                answers + other.answers,
                answerMillis + other.answerMillis,
                young.plus(other.young),
                mature.plus(other.mature));
    }
}
