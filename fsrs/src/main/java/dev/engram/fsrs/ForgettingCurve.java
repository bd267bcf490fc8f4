package dev.engram.fsrs;

/**
 * FSRS-6 forgetting curve {@code R(t, S) = (1 + f t / S)^-d}; {@code d} is w20 and {@code f} makes {@code R(S, S) = 0.9}.
 * Never rises with {@code t}, never falls with {@code S}. Immutable.
 *
 * <p>Source: open-spaced-repetition/fsrs-rs, src/model.rs.
 */
public final class ForgettingCurve {
    private final double decay;
    private final double factor;

    /**
     * The curve with this decay.
     *
     * @param decay {@code d}, positive here (the engines store its negative)
     * @throws IllegalArgumentException if {@code decay} is NaN or outside [0.1, 0.8]
     */
    public ForgettingCurve(double decay) {
        this.decay = Require.within(0.1, 0.8, decay, "decay (w20)");
        this.factor = Math.expm1(-Math.log(0.9) / decay); // 0.9^(-1/d) - 1 written plainly loses digits
    }

    /** The curve of these weights. */
    public static ForgettingCurve of(Weights weights) {
        return new ForgettingCurve(weights.at(20));
    }

    /**
     * Probability of recall.
     *
     * @param elapsedDays days since the last review, {@code >= 0}, fractions allowed
     * @param stabilityDays days until retrievability falls to 0.9, in [0.001, 36500]
     * @return retrievability, in (0, 1]; 1 at {@code elapsedDays = 0}. Arguments out of range are not checked: this is the
     *     innermost loop of every fold.
     */
    public double retrievability(double elapsedDays, double stabilityDays) {
        return Math.pow(1.0 + factor * elapsedDays / stabilityDays, -decay);
    }

    /**
     * Days until retrievability has fallen to {@code desiredRetention}; neither rounded nor bounded. Proportional to
     * {@code stabilityDays}, and equal to it at 0.9.
     *
     * @param desiredRetention in (0, 1]; 1 gives 0 days
     * @throws IllegalArgumentException if {@code desiredRetention} is NaN or outside (0, 1]
     */
    public double intervalDays(double desiredRetention, double stabilityDays) {
        return stabilityDays * intervalModifier(desiredRetention);
    }

    /**
     * Days until retrievability has fallen to {@code desiredRetention} at a stability of one day.
     *
     * @throws IllegalArgumentException if {@code desiredRetention} is NaN or outside (0, 1]
     */
    public double intervalModifier(double desiredRetention) {
        return Math.expm1(-Math.log(Require.retention(desiredRetention)) / decay) / factor;
    }
}
