package dev.engram.fsrs.evaluate;

import dev.engram.fsrs.Weights;
import dev.engram.fsrs.history.ReviewHistories;
import dev.engram.fsrs.history.ReviewItems;
import dev.engram.fsrs.optimize.Optimizer;
import dev.engram.fsrs.optimize.TrainingSettings;
import java.util.Arrays;
import java.util.function.Function;

/**
 * How well weights predict reviews, always beside the default weights and two baselines without a memory model: a fit that does
 * not beat these has learned little. Items are taken in strict order of time.
 *
 * @param fsrs the weights given, or fitted
 * @param defaults the default weights
 * @param average AVG: one number for all, the share of recalls in the training part
 * @param movingAverage MOVING-AVG: a running average of the previous answers to all cards
 */
public record Evaluation(Scores fsrs, Scores defaults, Scores average, Scores movingAverage) {
    private static final int FOLDS = 5;

    /**
     * Scores fixed weights on all items, a later item weighing more: from 0.25 for the oldest to 1 for the newest. AVG here is
     * the share of recalls among the very items it is scored on, so it looks better than it would on new ones.
     *
     * <p>Source: open-spaced-repetition/fsrs-rs, src/inference.rs (evaluate). Log loss and RMSE are weighted, AUC is not. Without
     * any item all scores are 0.
     */
    public static Evaluation of(Weights weights, ReviewHistories histories) {
        var items = ReviewItems.of(histories);
        var recency = new double[items.size()];
        Arrays.setAll(recency, i -> {
            double x = (double) i / Math.max(recency.length - 1, 1);
            return 0.25 + 0.75 * x * x * x;
        });
        return scored(items, 0, recency, Predictions.of(weights, items), Predictions.average(items, items.size()));
    }

    /**
     * Scores the optimizer on what came after its training: the items are cut into six segments of equal size in the order of
     * time, the last taking the rest; each of five folds trains on all segments before one and is scored on that one. Scores are
     * over all folds together, not weighted. A fold with too little to train on is scored with the defaults.
     *
     * <p>Source: open-spaced-repetition/fsrs-rs, src/inference.rs (evaluate_with_time_series_splits), but in strict order of
     * time.
     *
     * @throws IllegalArgumentException if there are fewer than 6 items, one for each segment
     */
    public static Evaluation ofTimeSeriesSplit(ReviewHistories histories, TrainingSettings settings) {
        var items = ReviewItems.of(histories);
        int segment = items.size() / (FOLDS + 1);
        if (segment == 0) {
            throw new IllegalArgumentException(
                    "a time series split needs at least 6 reviews on a later day, there are " + items.size());
        }
        var fitted = new double[items.size()];
        var average = new double[items.size()];
        predictBySegment(items, settings, fitted, average);
        var equal = new double[items.size()];
        Arrays.fill(equal, 1);
        return scored(items, segment, equal, fitted, average);
    }

    /** Scores on the items from {@code from} on, with their outcomes, weights and bins; the arrays hold all items. */
    private static Evaluation scored(
            ReviewItems items, int from, double[] allWeights, double[] fitted, double[] average) {
        var recalled = new boolean[items.size() - from];
        for (int i = 0; i < recalled.length; i++) {
            recalled[i] = items.recalled(from + i);
        }
        var weights = Arrays.copyOfRange(allWeights, from, items.size());
        var bins = Arrays.copyOfRange(RmseBins.of(items), from, items.size());
        Function<double[], Scores> score = all -> {
            var p = Arrays.copyOfRange(all, from, all.length);
            return new Scores(
                    p.length,
                    Metrics.logLoss(p, recalled, weights),
                    Metrics.rmse(p, recalled, weights, bins),
                    Metrics.auc(p, recalled));
        };
        return new Evaluation(
                score.apply(fitted),
                score.apply(Predictions.of(Weights.DEFAULT, items)),
                score.apply(average),
                score.apply(Predictions.movingAverage(items)));
    }

    /** Predicts every segment but the first from those before it. */
    static void predictBySegment(ReviewItems items, TrainingSettings settings, double[] fitted, double[] average) {
        var optimizer = new Optimizer(settings);
        int segment = items.size() / (FOLDS + 1);
        for (int fold = 1; fold <= FOLDS; fold++) {
            int from = fold * segment;
            int to = fold == FOLDS ? items.size() : from + segment;
            var weights = optimizer.fit(items.historiesOfFirst(from)).weights();
            System.arraycopy(Predictions.of(weights, items), from, fitted, from, to - from);
            System.arraycopy(Predictions.average(items, from), from, average, from, to - from);
        }
    }
}
