package dev.engram.fsrs;

/**
 * A memory state for a card whose history is missing and of which only the SM-2 figures are known.
 *
 * <p>Source: open-spaced-repetition/fsrs-rs, src/inference.rs.
 */
public final class Sm2Memory {
    private Sm2Memory() {}

    /**
     * S such that recall after {@code intervalDays} is {@code retention}, and the D at which a GOOD answer then multiplies S by
     * {@code ease}.
     *
     * @param weights of the model the state is for
     * @param intervalDays the interval SM-2 gave, {@code >= 0}
     * @param ease the ease factor, 2.5 for 250%, above 1
     * @param retention the recall assumed at the end of an SM-2 interval, between 0 and 1; Anki's default is 0.9
     * @throws IllegalArgumentException if an argument is NaN or out of range
     */
    public static MemoryState of(Weights weights, double intervalDays, double ease, double retention) {
        Require.within(0, Double.MAX_VALUE, intervalDays, "interval");
        Require.between(1, Double.MAX_VALUE, ease, "ease");
        Require.between(0, 1, retention, "retention");
        double modifier = ForgettingCurve.of(weights).intervalModifier(retention);
        double stability = Fsrs6.clampStability(Math.max(intervalDays, MemoryState.MIN_STABILITY) / modifier);
        double gainPerEase = Math.exp(weights.at(8))
                * Math.pow(stability, -weights.at(9))
                * Math.expm1(weights.at(10) * (1 - retention));
        return new MemoryState(stability, Fsrs6.clampDifficulty(11 - (ease - 1) / gainPerEase));
    }
}
