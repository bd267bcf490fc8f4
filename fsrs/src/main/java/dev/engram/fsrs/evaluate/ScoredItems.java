package dev.engram.fsrs.evaluate;

import dev.engram.fsrs.history.ReviewItems;
import java.util.Arrays;

/** The items from one on, with their outcomes, weights and bins: several predictions are scored on them. */
final class ScoredItems {
    private final int from;
    private final boolean[] recalled;
    private final double[] weights;
    private final int[] bins;

    ScoredItems(ReviewItems items, int from, double[] weights) {
        this.from = from;
        this.recalled = new boolean[items.size() - from];
        for (int i = 0; i < recalled.length; i++) {
            recalled[i] = items.recalled(from + i);
        }
        this.weights = Arrays.copyOfRange(weights, from, items.size());
        this.bins = Arrays.copyOfRange(RmseBins.of(items), from, items.size());
    }

    /** @param p predictions of all items, also of those before the first that is scored */
    Scores score(double[] p) {
        var scored = Arrays.copyOfRange(p, from, p.length);
        return new Scores(
                scored.length,
                Metrics.logLoss(scored, recalled, weights),
                Metrics.rmse(scored, recalled, weights, bins),
                Metrics.auc(scored, recalled));
    }
}
