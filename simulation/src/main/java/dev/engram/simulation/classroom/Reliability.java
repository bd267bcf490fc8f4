package dev.engram.simulation.classroom;

import dev.engram.events.CardId;
import dev.engram.events.ReviewRecorded;
import dev.engram.scheduler.CardFold;
import dev.engram.scheduler.CardHistory;
import dev.engram.scheduler.LearnerCalendar;
import dev.engram.scheduler.Recall;
import dev.engram.simulation.SeededStreams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How well what is predicted of cards at a horizon agrees with the truth: each card that a learner has answered is asked once at the
 * horizon, after the last day, without any study in between.
 *
 * @param rows by tenths of the prediction, those with a card, ascending
 */
public record Reliability(List<Row> rows) {
    private static final int TENTHS = 10;
    private static final int ASKED = 1 << 20; // number of the stream of answers at the horizon

    public Reliability {
        rows = List.copyOf(rows);
    }

    /**
     * Cards of which a tenth was predicted.
     *
     * @param tenth 0 for predictions below 0.1, 9 for those from 0.9 on
     * @param cards how many, {@code >= 1}
     * @param predicted mean of the prediction
     * @param truth mean of the true probability of recall
     * @param recalled how many were recalled
     */
    public record Row(int tenth, int cards, double predicted, double truth, int recalled) {
        /** Share that was recalled. */
        public double share() {
            return (double) recalled / cards;
        }

        /** Mean prediction minus share recalled. */
        public double difference() {
            return predicted - share();
        }
    }

    /** The table of a class. @param horizon from the end of its days on */
    public static Reliability of(SimulatedClass simulated, Duration horizon) {
        var sums = new Sums[TENTHS];
        for (int tenth = 0; tenth < TENTHS; tenth++) {
            sums[tenth] = new Sums();
        }
        for (int learner = 0; learner < simulated.scenario().learners(); learner++) {
            add(simulated, learner, horizon, sums);
        }
        var rows = new ArrayList<Row>();
        for (int tenth = 0; tenth < TENTHS; tenth++) {
            var sum = sums[tenth];
            if (sum.cards > 0) {
                rows.add(new Row(tenth, sum.cards, sum.predicted / sum.cards, sum.truth / sum.cards, sum.recalled));
            }
        }
        return new Reliability(rows);
    }

    private static final class Sums {
        private int cards;
        private double predicted;
        private double truth;
        private int recalled;
    }

    private static void add(SimulatedClass simulated, int number, Duration horizon, Sums[] sums) {
        var learner = simulated.learner(number);
        var calendar = LearnerCalendar.of(learner.plan().zone(), learner.plan().rolloverHour());
        var model = Recall.under(learner.plan());
        var moment = simulated.scenario().end().plus(horizon);
        var random = SeededStreams.random(simulated.scenario().seed(), ASKED + number);
        var histories = histories(learner);
        for (var card : learner.truth()) {
            double draw = random.nextDouble();
            var truth = card.recall(moment);
            if (truth.isEmpty()) {
                continue;
            }
            var history = CardHistory.EMPTY.applyAll(histories.getOrDefault(card.cardId(), List.of()));
            double predicted = model.of(CardFold.fold(history, learner.plan(), calendar), moment);
            var sum = sums[Math.min(TENTHS - 1, (int) (predicted * TENTHS))];
            sum.cards++;
            sum.predicted += predicted;
            sum.truth += truth.getAsDouble();
            sum.recalled += draw < truth.getAsDouble() ? 1 : 0;
        }
    }

    private static Map<CardId, List<ReviewRecorded>> histories(SimulatedLearner learner) {
        var histories = new HashMap<CardId, List<ReviewRecorded>>();
        for (var answer : learner.answers()) {
            histories
                    .computeIfAbsent(answer.review().cardId(), _ -> new ArrayList<>())
                    .add(answer.review());
        }
        return histories;
    }

    /** Number of cards. */
    public int cards() {
        return rows.stream().mapToInt(Row::cards).sum();
    }

    /** Mean prediction minus share recalled, of all cards: positive where too much is predicted. */
    public double meanDifference() {
        return rows.stream().mapToDouble(row -> row.cards() * row.difference()).sum() / cards();
    }

    /** Root of the mean of the squared differences of the rows, each weighted by its cards. */
    public double rmse() {
        return Math.sqrt(rows.stream()
                        .mapToDouble(row -> row.cards() * row.difference() * row.difference())
                        .sum()
                / cards());
    }
}
