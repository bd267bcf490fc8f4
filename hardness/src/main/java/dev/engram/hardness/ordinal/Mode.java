package dev.engram.hardness.ordinal;

/**
 * The most likely effects given the standard deviations.
 *
 * @param state where it is
 * @param predictor there
 * @param system factored Hessian there
 * @param gradient of the log-likelihood in the fixed effects there
 * @param logLik Laplace approximation of the log-likelihood
 */
record Mode(State state, Predictor predictor, BlockSystem system, Gradient gradient, double logLik) {
    /** Of thresholds and coefficients. */
    static final class Gradient {
        private final double[] values;

        Gradient(double[] values) {
            this.values = values;
        }

        double at(int i) {
            return values[i];
        }
    }
}
