package dev.engram.hardness.glmm;

/**
 * Where the search for the mode begins: the intercept that fits the mean response with every other effect zero. From an
 * intercept of zero a large offset saturates the rows, and Newton's method runs away.
 */
final class FirstIntercept {
    private static final int STEPS = 100;
    private static final double DONE = 1e-3;
    private static final double LONGEST =
            2; // of a step: on the wrong side of the answer Newton's own would be far too long

    private FirstIntercept() {}

    /** Rough is good enough: the search does the rest. */
    static double of(Layout layout) {
        double intercept = 0;
        for (int step = 0; step < STEPS; step++) {
            double residual = 0;
            double weight = 0;
            for (int n = 0; n < layout.rows; n++) {
                double mu = 1 / (1 + Math.exp(-intercept - layout.offset(n)));
                residual += layout.response[n] - mu;
                weight += mu * (1 - mu);
            }
            double move = Math.clamp(residual / Math.max(weight, Double.MIN_NORMAL), -LONGEST, LONGEST);
            intercept += move;
            if (Math.abs(move) < DONE) {
                break;
            }
        }
        return intercept;
    }
}
