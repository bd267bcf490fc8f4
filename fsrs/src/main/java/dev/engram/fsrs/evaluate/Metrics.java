package dev.engram.fsrs.evaluate;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Metrics of predicted probabilities {@code p} against outcomes, over arrays of equal length. Predictions are probabilities that
 * need not be checked one by one: the callers are folds of this library.
 *
 * <p>Source: open-spaced-repetition/fsrs-rs, src/inference.rs; open-spaced-repetition/srs-benchmark, utils.py.
 */
final class Metrics {
    private Metrics() {}

    /** Log loss of one prediction, at most 16.1: a prediction is taken as at least 1e-7 away from 0 and 1. */
    static double logLoss(double p, boolean recalled) {
        double inside = Math.clamp(p, 1e-7, 1 - 1e-7);
        return -Math.log(recalled ? inside : 1 - inside);
    }

    /** Weighted mean log loss; a prediction of exactly 0 or 1 that was wrong costs 16.1, as if it were 1e-7 from there. */
    static double logLoss(double[] p, boolean[] recalled, double[] weights) {
        double loss = 0;
        double total = 0;
        for (int i = 0; i < p.length; i++) {
            loss += weights[i] * logLoss(p[i], recalled[i]);
            total += weights[i];
        }
        return total == 0 ? 0 : loss / total;
    }

    /**
     * Root of the mean over the bins, each by the sum of its weights, of the squared difference between mean prediction and mean
     * outcome; these two are not weighted.
     */
    static double rmse(double[] p, boolean[] recalled, double[] weights, int[] bins) {
        int count = Arrays.stream(bins).max().orElse(-1) + 1;
        var difference = new double[count];
        var size = new int[count];
        var weight = new double[count];
        for (int i = 0; i < p.length; i++) {
            difference[bins[i]] += p[i] - (recalled[i] ? 1 : 0);
            size[bins[i]]++;
            weight[bins[i]] += weights[i];
        }
        double sum = 0;
        double total = 0;
        for (int b = 0; b < count; b++) {
            if (size[b] > 0) {
                double mean = difference[b] / size[b];
                sum += weight[b] * mean * mean;
                total += weight[b];
            }
        }
        return total == 0 ? 0 : Math.sqrt(sum / total);
    }

    /** Area under the ROC curve by the statistic of Mann and Whitney, equal predictions taking the mean of their ranks. */
    static @Nullable Double auc(double[] p, boolean[] recalled) {
        var ofRecalled = chosen(p, recalled, true);
        var ofForgotten = chosen(p, recalled, false);
        if (ofRecalled.length == 0 || ofForgotten.length == 0) {
            return null;
        }
        double wins = 0;
        int below = 0;
        int notAbove = 0;
        for (double x : ofRecalled) {
            while (below < ofForgotten.length && ofForgotten[below] < x) {
                below++;
            }
            while (notAbove < ofForgotten.length && ofForgotten[notAbove] <= x) {
                notAbove++;
            }
            wins += (below + notAbove) / 2.0;
        }
        return wins / ((double) ofRecalled.length * ofForgotten.length);
    }

    private static double[] chosen(double[] p, boolean[] recalled, boolean outcome) {
        return IntStream.range(0, p.length)
                .filter(i -> recalled[i] == outcome)
                .mapToDouble(i -> p[i])
                .sorted()
                .toArray();
    }
}
