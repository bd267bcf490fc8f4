package dev.engram.cli.bench.merge;

import dev.engram.cli.bench.merge.TwoDeviceHistory.Answer;
import dev.engram.cli.bench.merge.TwoDeviceHistory.Days;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * When the answers of a history were given: a second after each other, and whole days later where days passed.
 *
 * @param answers in the order of time
 * @param lastByCard of each card, the moment of its last answer
 */
record AnswerTimes(List<Timed> answers, List<Instant> lastByCard) {
    private static final long DAY_SECONDS = Duration.ofDays(1).toSeconds();

    /** Hour of UTC at which a study day begins, in the plan that nobody has changed. */
    private static final long ROLLOVER_SECONDS = Duration.ofHours(4).toSeconds();

    /** One answer and its moment. */
    record Timed(Answer answer, Instant at) {}

    static AnswerTimes of(TwoDeviceHistory history, Instant start) {
        var answers = new ArrayList<Timed>();
        Instant[] last = new Instant[history.cards()];
        var now = start;
        for (var step : history.steps()) {
            if (step instanceof Days(int days)) {
                now = now.plus(Duration.ofDays(days));
            } else if (step instanceof Answer answer) {
                answers.add(new Timed(answer, now));
                last[answer.card()] = now;
                now = now.plusSeconds(1);
            }
        }
        return new AnswerTimes(List.copyOf(answers), List.of(last));
    }

    /** Study days from the last answer of a card to its due date; 0 where it is due on the same day. */
    double dueDays(int card, Instant due) {
        return studyDay(due) - studyDay(lastByCard.get(card));
    }

    private static long studyDay(Instant at) {
        return Math.floorDiv(at.getEpochSecond() - ROLLOVER_SECONDS, DAY_SECONDS);
    }
}
