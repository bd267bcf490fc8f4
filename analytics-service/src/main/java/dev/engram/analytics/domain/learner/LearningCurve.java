package dev.engram.analytics.domain.learner;

import dev.engram.events.Rating;
import dev.engram.scheduler.CardFold;
import dev.engram.scheduler.Proportion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The share of AGAIN by opportunity over some cards, and beside it how stability grows with successes. The k-th opportunity of a
 * learner and card is the first answer of the k-th study day on which the learner answered it, practice left out; the k-th success
 * the k-th of these that was better than AGAIN. Under spaced repetition each opportunity comes after a longer delay, so a flat curve
 * is no sign of missing learning. Lives within one call.
 */
public final class LearningCurve {
    private final Map<Integer, Sum> opportunities = new TreeMap<>();
    private final Map<Integer, List<Double>> stabilities = new TreeMap<>();
    private int learner;

    private static final class Sum {
        private int answers;
        private int failures;
        private int learners;
        private int lastLearner = -1;
    }

    /** @param opportunity from 1 @param failures AGAIN of all answers @param learners different ones */
    public record Point(int opportunity, Proportion failures, int learners) {
        /** Share of AGAIN, in [0, 1]. */
        public double share() {
            return (double) failures.successes() / failures.n();
        }
    }

    /** @param success from 1 @param median stability after it, in days @param n learners and cards that got so far */
    public record Growth(int success, double median, int n) {}

    /** What a curve looks like. Decided in this order. */
    public enum Shape {
        TOO_LITTLE_DATA,
        LOW_AND_FLAT,
        STILL_HIGH,
        NO_LEARNING,
        GOOD
    }

    /**
     * @param learners fewest of a point that is looked at
     * @param opportunities fewest points
     * @param low any point below it: low and flat
     * @param high last point above it: still high
     * @param slope least fall from one opportunity to the next, of the straight line of least squares
     */
    public record Thresholds(int learners, int opportunities, double low, double high, double slope) {
        /** 10 learners, 5 points, 0.20, 0.40 and 0.001: those of CMU DataShop. */
        public static final Thresholds DEFAULT = new Thresholds(10, 5, 0.20, 0.40, 0.001);
    }

    /** The cards that follow are another learner's. */
    public void nextLearner() {
        learner++;
    }

    /** Takes in a card. */
    public void add(CardFold.Folded card) {
        int opportunity = 0;
        int success = 0;
        Long before = null;
        for (var step : card.steps()) {
            if (step.review().practice() || isSame(before, step.studyDay())) {
                continue;
            }
            before = step.studyDay();
            boolean failed = step.review().rating() == Rating.AGAIN;
            count(++opportunity, failed);
            if (!failed) {
                stabilities
                        .computeIfAbsent(++success, _ -> new ArrayList<>())
                        .add(step.after().stabilityDays());
            }
        }
    }

    private static boolean isSame(@Nullable Long before, long day) {
        return before != null && before == day;
    }

    private void count(int opportunity, boolean failed) {
        var sum = opportunities.computeIfAbsent(opportunity, _ -> new Sum());
        sum.answers++;
        sum.failures += failed ? 1 : 0;
        if (sum.lastLearner != learner) {
            sum.lastLearner = learner;
            sum.learners++;
        }
    }

    /** All points, in their order. */
    public List<Point> points() {
        return opportunities.entrySet().stream()
                .map(entry -> new Point(
                        entry.getKey(),
                        new Proportion(entry.getValue().failures, entry.getValue().answers),
                        entry.getValue().learners))
                .toList();
    }

    /** Median stability after each success. */
    public List<Growth> growth() {
        return stabilities.entrySet().stream()
                .map(entry -> new Growth(
                        entry.getKey(),
                        median(entry.getValue()),
                        entry.getValue().size()))
                .toList();
    }

    private static double median(List<Double> values) {
        var sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** What the curve looks like, of the points of enough learners. */
    public Shape shape(Thresholds thresholds) {
        var points = points().stream()
                .filter(point -> point.learners() >= thresholds.learners())
                .toList();
        if (points.size() < thresholds.opportunities()) {
            return Shape.TOO_LITTLE_DATA;
        }
        if (points.stream().anyMatch(point -> point.share() < thresholds.low())) {
            return Shape.LOW_AND_FLAT;
        }
        if (points.getLast().share() > thresholds.high()) {
            return Shape.STILL_HIGH;
        }
        return -slope(points) < thresholds.slope() ? Shape.NO_LEARNING : Shape.GOOD;
    }

    /** Change of the share from one opportunity to the next, by least squares. */
    private static double slope(List<Point> points) {
        double x = points.stream().mapToInt(Point::opportunity).average().orElseThrow();
        double y = points.stream().mapToDouble(Point::share).average().orElseThrow();
        double products = 0;
        double squares = 0;
        for (var point : points) {
            products += (point.opportunity() - x) * (point.share() - y);
            squares += (point.opportunity() - x) * (point.opportunity() - x);
        }
        return products / squares;
    }
}
