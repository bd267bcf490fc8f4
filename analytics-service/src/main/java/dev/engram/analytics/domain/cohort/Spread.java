package dev.engram.analytics.domain.cohort;

import dev.engram.analytics.domain.FixedPointSum;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How values of learners lie, each learner with equal weight: the same values give the same bits in any order.
 *
 * @param n number of learners, {@code >= 1}
 * @param sd standard deviation of the sample; null for one learner
 * @param lowerQuartile by linear interpolation between the values in their order, as R and numpy do unless told
 */
public record Spread(
        int n, double mean, @Nullable Double sd, double lowerQuartile, double median, double upperQuartile) {

    /** @param values at least one, in [0, 1] */
    public static Spread of(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        var sum = new FixedPointSum();
        for (double value : sorted) {
            sum.add(value);
        }
        double mean = sum.mean(sorted.length);
        return new Spread(
                sorted.length,
                mean,
                sd(sorted, mean),
                quantile(sorted, 0.25),
                quantile(sorted, 0.5),
                quantile(sorted, 0.75));
    }

    private static @Nullable Double sd(double[] values, double mean) {
        if (values.length < 2) {
            return null;
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / (values.length - 1));
    }

    private static double quantile(double[] sorted, double share) {
        double place = (sorted.length - 1) * share;
        int below = (int) place;
        double above = sorted[Math.min(below + 1, sorted.length - 1)];
        return sorted[below] + (place - below) * (above - sorted[below]);
    }
}
