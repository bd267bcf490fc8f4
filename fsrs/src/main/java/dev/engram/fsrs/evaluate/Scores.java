package dev.engram.fsrs.evaluate;

import org.jspecify.annotations.Nullable;

/**
 * How good predictions of recall were.
 *
 * <p>RMSE over bins can be gamed by predictions that only get the average of every bin right: never the only criterion.
 *
 * @param predictions number of predictions
 * @param logLoss mean of {@code -ln p} where recalled and {@code -ln (1 - p)} where not, {@code >= 0}; smaller is better, 0.693
 *     is a coin
 * @param rmseBins root of the mean squared difference between predicted and observed recall, over {@link RmseBins}, in [0, 1]
 * @param auc probability that a recalled review was given the higher prediction than a forgotten one, ties counting half, in
 *     [0, 1]; null if all were recalled or all forgotten. Never weighted.
 */
public record Scores(
        int predictions,
        double logLoss,
        double rmseBins,
        @Nullable Double auc) {}
