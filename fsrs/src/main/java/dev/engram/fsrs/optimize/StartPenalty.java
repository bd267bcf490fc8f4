package dev.engram.fsrs.optimize;

import dev.engram.fsrs.Weights;

/**
 * The L2 penalty on the distance of weights from those at the start of the training, each scaled by its spread among learners.
 *
 * <p>Source: open-spaced-repetition/fsrs-rs, src/training.rs.
 */
final class StartPenalty {
    private static final double[] SPREAD = {
        6.43, 9.66, 17.58, 27.85, 0.57, 0.28, 0.6, 0.12, 0.39, 0.18, 0.33, 0.3, 0.09, 0.16, 0.57, 0.25, 1.03, 0.31,
        0.32, 0.14, 0.27
    };

    private final double[] start;
    private final double gamma;

    StartPenalty(double[] start, double gamma) {
        this.start = start.clone();
        this.gamma = gamma;
    }

    /** @param share of all items that the batch has, in (0, 1] */
    double penalty(double[] w, double share) {
        double sum = 0;
        for (int i = 0; i < Weights.COUNT; i++) {
            double distance = (w[i] - start[i]) / SPREAD[i];
            sum += distance * distance;
        }
        return gamma * share * sum;
    }

    void addGradient(double[] w, double share, double[] gradient) {
        for (int i = 0; i < Weights.COUNT; i++) {
            gradient[i] += 2 * gamma * share * (w[i] - start[i]) / (SPREAD[i] * SPREAD[i]);
        }
    }
}
