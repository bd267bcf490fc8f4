package dev.engram.fsrs;

/**
 * What FSRS-7 knows about one learner's memory of one card after an answer: two traces and a difficulty. Unlike in FSRS-6 no
 * stability is the time to a recall of 0.9; ask {@link Fsrs7#intervalDays} for that.
 *
 * @param stabilityDays S, the slow trace, in [0.0001, 36500]
 * @param fastStabilityDays F, the fast trace, in [0.0001, 36500]
 * @param difficulty D: 1 (easy) to 10
 */
public record Fsrs7State(double stabilityDays, double fastStabilityDays, double difficulty) {
    /** Smallest stability of either trace, days. */
    public static final double MIN_STABILITY = 0.0001;

    /** Largest stability of either trace, days. */
    public static final double MAX_STABILITY = 36500;

    /** @throws IllegalArgumentException naming the field that is NaN or out of range, its value and its range */
    public Fsrs7State {
        Require.within(MIN_STABILITY, MAX_STABILITY, stabilityDays, "stability");
        Require.within(MIN_STABILITY, MAX_STABILITY, fastStabilityDays, "fast stability");
        Require.within(1, 10, difficulty, "difficulty");
    }
}
