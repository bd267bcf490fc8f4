package dev.engram.fsrs;

import java.util.Arrays;

/**
 * The 21 weights w0 to w20 of FSRS-6, each finite and within its bounds. Values out of bounds are refused, never clipped.
 *
 * <p>Source of defaults and bounds: open-spaced-repetition/fsrs-rs, src/model.rs and src/parameter_clipper.rs, with the
 * ceiling 2 for w17 and w18 and the floor 0 for w19 (one relearning step, weights not being trained).
 */
public final class Weights extends WeightVector {
    /** Number of weights. */
    public static final int COUNT = 21;

    private static final double[] LOW = {
        0.001, 0.001, 0.001, 0.001, 1, 0.001, 0.001, 0.001, 0, 0, 0.001, 0.001, 0.001, 0.001, 0, 0, 1, 0, 0, 0, 0.1
    };
    private static final double[] HIGH = {
        100, 100, 100, 100, 10, 4, 4, 0.75, 4.5, 0.8, 3.5, 5, 0.25, 0.9, 4, 1, 6, 2, 2, 0.8, 0.8
    };

    /** The published defaults of FSRS-6 since June 2025. */
    public static final Weights DEFAULT = of(
            0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629,
            1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542);

    private Weights(double[] w) {
        super(w);
    }

    /**
     * @param values w0 to w20, in this order
     * @throws IllegalArgumentException if there are not 21, or naming the index, value and range of the first that is not
     *     finite or out of bounds
     */
    public static Weights of(double... values) {
        return new Weights(checked(Fsrs6.NAME, Weights::lowest, HIGH, values));
    }

    /**
     * Weights of FSRS-6 from those of an earlier version: 21 as they are, 19 of FSRS-5, 17 of FSRS-4.5, none for the
     * defaults. Bounds are checked after the migration.
     *
     * <p>Source: open-spaced-repetition/fsrs-rs, src/inference.rs. With 19 weights w19 stays 0: lifting it to the floor of
     * the optimizer would change intervals.
     *
     * @throws IllegalArgumentException as {@link #of}, and for any other number of weights
     */
    public static Weights migrated(double... values) {
        return switch (values.length) {
            case 0 -> DEFAULT;
            case 17 -> of(fromFsrs45(values));
            case 19 -> {
                var w = Arrays.copyOf(values, COUNT);
                w[20] = 0.5;
                yield of(w);
            }
            case COUNT -> of(values);
            default ->
                throw new IllegalArgumentException(
                        "weights must be 21 (FSRS-6), 19 (FSRS-5), 17 (FSRS-4.5) or none, were " + values.length);
        };
    }

    private static double[] fromFsrs45(double[] values) {
        var w = Arrays.copyOf(values, COUNT);
        w[4] = values[4] + 2 * values[5];
        w[5] = Math.log(3 * values[5] + 1) / 3;
        w[6] = values[6] + 0.5;
        w[20] = 0.5;
        return w;
    }

    /** The same weights with short term switched off (w17 = w18 = w19 = 0): a same-day review leaves stability as it is. */
    public Weights withoutShortTerm() {
        var copy = toArray();
        Arrays.fill(copy, 17, 20, 0.0);
        return new Weights(copy);
    }

    /** The smallest value weight {@code index} may have. */
    public static double lowest(int index) {
        return LOW[index];
    }

    /** The largest value weight {@code index} may have. */
    public static double highest(int index) {
        return HIGH[index];
    }
}
