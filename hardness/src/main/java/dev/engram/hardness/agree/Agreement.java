package dev.engram.hardness.agree;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.function.ToDoubleBiFunction;
import org.hipparchus.stat.correlation.KendallsCorrelation;
import org.hipparchus.stat.correlation.PearsonsCorrelation;
import org.hipparchus.stat.ranking.NaturalRanking;
import org.hipparchus.stat.ranking.TiesStrategy;

/**
 * Measures of agreement between two scorings of the same things. Position {@code i} of both arrays is the same thing; only
 * the order of the scores counts, and equal scores are ties. Infinite scores are ordered like any others.
 *
 * <p>Where a measure is not defined (fewer than two things, or all tied on one side) the answer is empty, never 0 or NaN.
 */
public final class Agreement {
    private Agreement() {}

    /**
     * Kendall's tau-b: concordant minus discordant pairs, over the geometric mean of the numbers of pairs untied in the one
     * and in the other.
     *
     * <p>Source: M. G. Kendall, The treatment of ties in ranking problems, Biometrika 33 (1945).
     *
     * @return in [-1, 1], or empty where one side is constant
     * @throws IllegalArgumentException if the lengths differ or a score is NaN
     */
    public static OptionalDouble kendallTauB(double[] first, double[] second) {
        return measure(first, second, new KendallsCorrelation()::correlation);
    }

    /**
     * Spearman's rank correlation: Pearson's correlation of the midranks.
     *
     * @return in [-1, 1], or empty where one side is constant
     * @throws IllegalArgumentException if the lengths differ or a score is NaN
     */
    public static OptionalDouble spearman(double[] first, double[] second) {
        return measure(first, second, new PearsonsCorrelation()::correlation);
    }

    /**
     * Share of the {@code k} largest scores of the one that are also among the {@code k} largest of the other. Where ties
     * straddle the boundary each of the tied counts with its equal part of the places left, and two parts overlap by the
     * smaller one: a scoring agrees with itself by 1 whatever its ties.
     *
     * @param k in [1, number of things]
     * @return in [0, 1]
     * @throws IllegalArgumentException if the lengths differ, a score is NaN, or {@code k} is out of range
     */
    public static double topOverlap(double[] first, double[] second, int k) {
        check(first, second);
        if (k < 1 || k > first.length) {
            throw new IllegalArgumentException("k must be in [1, " + first.length + "], was " + k);
        }
        double overlap = 0;
        for (int i = 0; i < first.length; i++) {
            overlap += Math.min(placeAmongTop(first, i, k), placeAmongTop(second, i, k));
        }
        return overlap / k;
    }

    private static double placeAmongTop(double[] scores, int of, int k) {
        int above = 0;
        int tied = 0;
        for (double score : scores) {
            above += score > scores[of] ? 1 : 0;
            tied += score == scores[of] ? 1 : 0;
        }
        return Math.clamp((k - above) / (double) tied, 0.0, 1.0);
    }

    /** Places by score, 1 = largest, equals sharing the mean of theirs. */
    public static double[] places(double[] scores) {
        // taken from 0, so that there is no -0.0, which Hipparchus tells from 0.0
        return new NaturalRanking(TiesStrategy.AVERAGE)
                .rank(Arrays.stream(scores).map(score -> 0.0 - score).toArray());
    }

    private static OptionalDouble measure(double[] first, double[] second, ToDoubleBiFunction<double[], double[]> of) {
        check(first, second);
        if (first.length < 2) {
            return OptionalDouble.empty();
        }
        double value = of.applyAsDouble(places(first), places(second));
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(Math.clamp(value, -1.0, 1.0));
    }

    private static void check(double[] first, double[] second) {
        if (first.length != second.length) {
            throw new IllegalArgumentException("both sides must score the same things, were " + first.length + " and "
                    + second.length + " scores");
        }
        requireNumbers(first, "first");
        requireNumbers(second, "second");
    }

    private static void requireNumbers(double[] scores, String name) {
        for (int i = 0; i < scores.length; i++) {
            if (Double.isNaN(scores[i])) {
                throw new IllegalArgumentException(name + "[" + i + "] must be a number, was NaN");
            }
        }
    }
}
