package dev.engram.fsrs.optimize;

import dev.engram.fsrs.Weights;

/**
 * Adam with bias correction: beta 0.9 and 0.999, epsilon 1e-8. Keeps the two moments between steps.
 *
 * <p>Source: open-spaced-repetition/fsrs-rs, src/training.rs (HostAdam) and src/cosine_annealing.rs.
 */
final class Adam {
    private static final double BETA_1 = 0.9;
    private static final double BETA_2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final double[] mean = new double[Weights.COUNT];
    private final double[] square = new double[Weights.COUNT];
    private double decay1 = 1;
    private double decay2 = 1;

    void step(double[] w, double[] gradient, double learningRate) {
        decay1 *= BETA_1;
        decay2 *= BETA_2;
        for (int i = 0; i < w.length; i++) {
            mean[i] = BETA_1 * mean[i] + (1 - BETA_1) * gradient[i];
            square[i] = BETA_2 * square[i] + (1 - BETA_2) * gradient[i] * gradient[i];
            w[i] -= learningRate * (mean[i] / (1 - decay1)) / (Math.sqrt(square[i] / (1 - decay2)) + EPSILON);
        }
    }

    /** Step size of step {@code step} (from 0): from {@code first} down to 0 at {@code steps} along half a cosine wave. */
    static double learningRate(double first, int step, int steps) {
        return first * (1 + Math.cos(Math.PI * step / steps)) / 2;
    }
}
