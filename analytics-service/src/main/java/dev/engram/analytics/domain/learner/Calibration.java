package dev.engram.analytics.domain.learner;

import dev.engram.analytics.domain.FixedPointSum;
import dev.engram.scheduler.Proportion;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Predicted against observed recall of the answers that observed retention counts: whether the memory model, under the learner's
 * latest weights, says of answers what then happens. Lives within one call.
 */
public final class Calibration {
    private static final double SMALLEST_PROBABILITY = 1e-6;

    /** What answers are grouped by. */
    public enum CalibrationGrouping {
        /** All together. */
        ALL,
        /** Tenths of the predicted probability. */
        PREDICTED,
        /** How late the answer was, as a multiple of the interval given. */
        LATENESS,
        /** How often the card had been answered before. */
        REVIEWS,
        /** How often the card had been forgotten before. */
        LAPSES
    }

    /**
     * A group of answers.
     *
     * @param label of the group, such as {@code 0.8-0.9}, in the order of {@code place}
     * @param predicted mean predicted probability, in (0, 1]
     * @param logLoss mean of {@code -ln p} of what happened, in nats
     */
    public record Row(
            CalibrationGrouping grouping,
            int place,
            String label,
            double predicted,
            Proportion observed,
            double logLoss) {
        /** Observed minus predicted, in [-1, 1]: below 0 more was forgotten than predicted. */
        public double difference() {
            return (double) observed.successes() / observed.n() - predicted;
        }
    }

    private static final class Sum {
        private long n;
        private long successes;
        private final FixedPointSum predicted = new FixedPointSum();
        private final FixedPointSum logLoss = new FixedPointSum();

        void add(RetentionAnswer answer) {
            n++;
            successes += answer.success() ? 1 : 0;
            predicted.add(answer.predicted());
            double happened = answer.success() ? answer.predicted() : 1 - answer.predicted();
            logLoss.add(-Math.log(Math.max(SMALLEST_PROBABILITY, happened)));
        }

        Row row(CalibrationGrouping grouping, int place) {
            return new Row(
                    grouping,
                    place,
                    label(grouping, place),
                    predicted.mean(n),
                    new Proportion(successes, n),
                    logLoss.mean(n));
        }
    }

    private static final double[] LATENESS_FROM = {0, 0.999, 1.001, 1.5, 2, 4};
    private static final List<String> LATENESS_LABELS =
            List.of("early", "on time", "up to 1.5 times", "1.5 to 2 times", "2 to 4 times", "4 times and more");
    private static final double[] REVIEWS_FROM = {1, 2, 3, 5, 10, 20};
    private static final List<String> REVIEWS_LABELS = List.of("1", "2", "3-4", "5-9", "10-19", "20 and more");
    private static final double[] LAPSES_FROM = {0, 1, 2, 4};
    private static final List<String> LAPSES_LABELS = List.of("0", "1", "2-3", "4 and more");

    private final Map<CalibrationGrouping, TreeMap<Integer, Sum>> sums = new EnumMap<>(CalibrationGrouping.class);

    /** Takes in an answer. */
    public void add(RetentionAnswer answer) {
        for (var grouping : CalibrationGrouping.values()) {
            sums.computeIfAbsent(grouping, _ -> new TreeMap<>())
                    .computeIfAbsent(place(grouping, answer), _ -> new Sum())
                    .add(answer);
        }
    }

    private static int place(CalibrationGrouping grouping, RetentionAnswer answer) {
        return switch (grouping) {
            case ALL -> 0;
            case PREDICTED -> (int) Math.min(9, Math.floor(answer.predicted() * 10));
            case LATENESS -> last(LATENESS_FROM, answer.lateness());
            case REVIEWS -> last(REVIEWS_FROM, answer.reviewsBefore());
            case LAPSES -> last(LAPSES_FROM, answer.lapsesBefore());
        };
    }

    private static int last(double[] from, double value) {
        int place = from.length - 1;
        while (place > 0 && value < from[place]) {
            place--;
        }
        return place;
    }

    private static String label(CalibrationGrouping grouping, int place) {
        return switch (grouping) {
            case ALL -> "all";
            case PREDICTED -> place == 9 ? "0.9-1.0" : "0.%d-0.%d".formatted(place, place + 1);
            case LATENESS -> LATENESS_LABELS.get(place);
            case REVIEWS -> REVIEWS_LABELS.get(place);
            case LAPSES -> LAPSES_LABELS.get(place);
        };
    }

    /** The groups that have an answer, grouping by grouping. */
    public List<Row> rows() {
        var rows = new ArrayList<Row>();
        sums.forEach((grouping, groups) -> groups.forEach((place, sum) -> rows.add(sum.row(grouping, place))));
        return List.copyOf(rows);
    }

    /** All answers together; null if there are none. */
    public @Nullable Row all() {
        var groups = sums.get(CalibrationGrouping.ALL);
        var sum = groups == null ? null : groups.get(0);
        return sum == null ? null : sum.row(CalibrationGrouping.ALL, 0);
    }
}
