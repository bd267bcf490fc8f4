package dev.engram.fsrs;

/**
 * What FSRS-6 knows about one learner's memory of one card after an answer.
 *
 * @param stabilityDays S: days until the probability of recall falls to 0.9, in [0.001, 36500]
 * @param difficulty D: 1 (easy) to 10
 */
public record MemoryState(double stabilityDays, double difficulty) {
    /** Smallest stability, days. */
    public static final double MIN_STABILITY = 0.001;

    /** Largest stability, days. */
    public static final double MAX_STABILITY = 36500;

    /** @throws IllegalArgumentException if a value is NaN or out of range */
    public MemoryState {
        Require.within(MIN_STABILITY, MAX_STABILITY, stabilityDays, "stability");
        Require.within(1, 10, difficulty, "difficulty");
    }
}
