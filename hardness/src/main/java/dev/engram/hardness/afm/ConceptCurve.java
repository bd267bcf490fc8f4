package dev.engram.hardness.afm;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;

/**
 * The share of wrong answers on a concept by opportunity.
 *
 * @param concept name
 * @param points  by opportunity
 * @param shape   what the curve looks like
 */
public record ConceptCurve(String concept, List<Point> points, Shape shape) {
    public ConceptCurve {
        points = List.copyOf(points);
    }

    /**
     * @param opportunity from 1
     * @param answers     at it
     * @param learners    different ones
     * @param errors      wrong answers
     */
    public record Point(int opportunity, int answers, int learners, int errors) {
        /** Share of wrong answers, in [0, 1]. */
        public double share() {
            return (double) errors / answers;
        }
    }

    /** Decided in this order. */
    public enum Shape {
        TOO_LITTLE_DATA,
        LOW_AND_FLAT,
        STILL_HIGH,
        NO_LEARNING,
        GOOD
    }

    /**
     * What decides the shape.
     *
     * @param learners fewest of a point that is looked at
     * @param points   fewest points
     * @param low      any point below it: low and flat
     * @param high     last point above it: still high
     * @param slope    least slope of the model, in logits by opportunity, below which there is no learning
     */
    public record Thresholds(int learners, int points, double low, double high, double slope) {
        /** Those of CMU DataShop: 10 learners, 5 points, 0.20, 0.40, 0.001. */
        public static final Thresholds DEFAULT = new Thresholds(10, 5, 0.20, 0.40, 0.001);
    }

    /** The curves of all concepts, by name. */
    public static List<ConceptCurve> of(Opportunities data, AfmFit fit, Thresholds thresholds) {
        var sums = new ArrayList<TreeMap<Integer, Sum>>();
        data.concepts.forEach(_ -> sums.add(new TreeMap<>()));
        for (int n = 0; n < data.size(); n++) {
            for (int c = 0; c < data.concept[n].length; c++) {
                Sum sum = sums.get(data.concept[n][c]).computeIfAbsent(data.before[n][c] + 1, _ -> new Sum());
                sum.answers++;
                sum.errors += data.correct[n] ? 0 : 1;
                sum.learners.set(data.student[n]);
            }
        }
        var curves = new ArrayList<ConceptCurve>();
        for (int k = 0; k < sums.size(); k++) {
            var points = new ArrayList<Point>();
            sums.get(k)
                    .forEach((opportunity, sum) ->
                            points.add(new Point(opportunity, sum.answers, sum.learners.cardinality(), sum.errors)));
            Double slope = fit.concepts().get(k).slope();
            curves.add(new ConceptCurve(
                    data.concepts.get(k), points, shape(points, slope == null ? 0 : slope, thresholds)));
        }
        return curves;
    }

    private static final class Sum {
        private int answers;
        private int errors;
        private final BitSet learners = new BitSet();
    }

    static Shape shape(List<Point> all, double slope, Thresholds thresholds) {
        var points = all.stream()
                .filter(point -> point.learners() >= thresholds.learners())
                .toList();
        if (points.size() < thresholds.points()) {
            return Shape.TOO_LITTLE_DATA;
        }
        if (points.stream().anyMatch(point -> point.share() < thresholds.low())) {
            return Shape.LOW_AND_FLAT;
        }
        if (points.getLast().share() > thresholds.high()) {
            return Shape.STILL_HIGH;
        }
        return slope < thresholds.slope() ? Shape.NO_LEARNING : Shape.GOOD;
    }
}
