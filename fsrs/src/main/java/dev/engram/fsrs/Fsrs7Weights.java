package dev.engram.fsrs;

/**
 * The 34 weights w0 to w33 of FSRS-7, each finite and within its bounds. Values out of bounds are refused, never clipped.
 * Weights of other versions cannot be migrated.
 *
 * <p>Source of defaults and bounds: open-spaced-repetition/ts-fsrs, packages/fsrs/src/models/fsrs-7/constants.ts, and
 * open-spaced-repetition/fsrs-rs, src/parameter_clipper_v7.rs.
 */
public final class Fsrs7Weights extends WeightVector {
    /** Number of weights. */
    public static final int COUNT = 34;

    // in each: first answers and difficulty (7), slow trace (8), fast trace (8), curve (11)
    private static final double[] LOW = {
        0.0001, 0.0001, 0.0001, 0.0001, 1, 0.001, 0.1, //
        0, 0, 0.3, 0.01, 0.1, 0, 0, 1, //
        0, 0, 0.5, 0.001, 0.001, 0, 0, 1, //
        0.01, 0.01, 0.2, 0.5, 0.01, 0.1, 0, 0.1, 0, 0, 0
    };
    private static final double[] HIGH = {
        50, 100, 100, 100, 10, 4, 4, //
        4, 1.2, 3, 1.5, 1, 3.5, 1, 7, //
        4, 2, 6, 1.5, 1, 5, 1, 7, //
        0.25, 0.95, 0.85, 0.99, 1, 1, 0.9, 1.1, 1, 0.6, 0.6
    };

    /** The published defaults of FSRS-7. */
    public static final Fsrs7Weights DEFAULT = of(
            0.1104, 2.2395, 3.9221, 11.7841, 6.1686, 0.6457, 3.6807, 1.9795, 0, 1.3826, 0.7024, 0.5999, 0.8146, 0.6398,
            1, 1.3207, 0.6707, 3.8668, 0.4416, 0.0934, 1.8631, 0.6162, 1.0869, 0.1567, 0.0801, 0.2421, 0.9464, 0.1433,
            0.7145, 0, 0.5667, 0.3734, 0.5333, 0.3048);

    private Fsrs7Weights(double[] w) {
        super(w);
    }

    /**
     * Checked weights.
     *
     * @param values w0 to w33, in this order; w0 to w3 must not fall, and w26 must be at least w25
     * @throws IllegalArgumentException if there are not 34, or naming the index, value and range of the first that is not
     *     finite or out of bounds
     */
    public static Fsrs7Weights of(double... values) {
        return new Fsrs7Weights(checked(Fsrs7.NAME, i -> low(values, i), HIGH, values));
    }

    private static double low(double[] values, int i) {
        boolean afterFirst = i >= 1 && i <= 3; // a better first answer is never worth less
        return afterFirst || i == 26 ? Math.max(LOW[i], values[i - 1]) : LOW[i];
    }
}
