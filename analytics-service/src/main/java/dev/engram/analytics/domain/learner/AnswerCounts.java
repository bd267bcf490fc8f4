package dev.engram.analytics.domain.learner;

import dev.engram.events.Rating;
import dev.engram.fsrs.Phase;
import dev.engram.scheduler.CardFold;
import dev.engram.scheduler.CardState;
import dev.engram.scheduler.DayActivity;
import dev.engram.scheduler.LearnerCalendar;
import dev.engram.scheduler.Proportion;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;

/** Which buttons were pressed, and at which hours of the day. Practice is left out. Lives within one call. */
public final class AnswerCounts {
    private static final int HOURS = 24;

    private final LearnerCalendar calendar;
    private final LongPredicate days;
    private final Map<AnswerKind, int[]> buttons = new EnumMap<>(AnswerKind.class);
    private final long[] answers = new long[HOURS];
    private final long[] retention = new long[HOURS];
    private final long[] successes = new long[HOURS];

    /** What the card was before the answer. */
    public enum AnswerKind {
        /** New, or in its first steps. */
        LEARNING,
        /** In the steps after a lapse. */
        RELEARNING,
        /** In review, interval below 21 days. */
        YOUNG,
        /** In review, interval of 21 days or more. */
        MATURE;

        private static AnswerKind of(CardState before) {
            return switch (before.phase()) {
                case NEW, LEARNING -> LEARNING;
                case RELEARNING -> RELEARNING;
                case REVIEW -> before.intervalDays() >= DayActivity.MATURE_DAYS ? MATURE : YOUNG;
            };
        }
    }

    /** Presses of one button. */
    public record Button(AnswerKind kind, Rating rating, int answers) {}

    /** @param hour 0 to 23, by the clock of the learner's zone at that time @param retention answers that observed retention counts */
    public record Hour(int hour, long answers, Proportion retention) {}

    /** @param days the study days that count */
    public AnswerCounts(LearnerCalendar calendar, LongPredicate days) {
        this.calendar = calendar;
        this.days = days;
        for (var kind : AnswerKind.values()) {
            buttons.put(kind, new int[Rating.values().length]);
        }
    }

    /** Takes in the answers of a card. */
    public void add(CardFold.Folded card) {
        var before = CardState.NEW;
        for (var step : card.steps()) {
            if (days.test(step.studyDay()) && !step.review().practice()) {
                // a card that was reset in between is new again
                add(step, step.elapsedDays() == null ? CardState.NEW : before);
            }
            before = step.after();
        }
    }

    private void add(CardFold.Step step, CardState before) {
        buttons.getOrDefault(AnswerKind.of(before), new int[Rating.values().length])[
                step.review().rating().ordinal()]++;
        int hour = calendar.hour(step.review().stamp().at());
        answers[hour]++;
        boolean counts = step.after().retentionAnswers() > before.retentionAnswers() && before.phase() != Phase.NEW;
        if (counts) {
            retention[hour]++;
            successes[hour] += step.after().retentionSuccesses() > before.retentionSuccesses() ? 1 : 0;
        }
    }

    /** All buttons, those never pressed too. */
    public List<Button> buttons() {
        var rows = new ArrayList<Button>();
        buttons.forEach((kind, counts) -> {
            for (var rating : Rating.values()) {
                rows.add(new Button(kind, rating, counts[rating.ordinal()]));
            }
        });
        return List.copyOf(rows);
    }

    /** All hours. */
    public List<Hour> hours() {
        var rows = new ArrayList<Hour>(HOURS);
        for (int hour = 0; hour < HOURS; hour++) {
            rows.add(new Hour(hour, answers[hour], new Proportion(successes[hour], retention[hour])));
        }
        return List.copyOf(rows);
    }
}
