package dev.engram.fsrs.simulation;

/**
 * How much more often cards in review are forgotten than the memory model predicts: its probability times a factor, at most 1.
 *
 * @param young for intervals below {@value #MATURE_DAYS} days, finite and {@code >= 0}
 * @param mature for the others
 */
public record LapseFactors(double young, double mature) {
    /** Days of an interval from which on a card is mature. */
    public static final int MATURE_DAYS = 21;

    /** As the model predicts. */
    public static final LapseFactors NONE = new LapseFactors(1, 1);

    /** @throws IllegalArgumentException naming the factor that is negative or not finite */
    public LapseFactors {
        finite("young", young);
        finite("mature", mature);
    }

    private static void finite(String name, double factor) {
        if (!(factor >= 0 && factor <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException(
                    "factor of " + name + " cards must be at least 0 and finite, was " + factor);
        }
    }

    /** The probability of recall. @param predicted by the model, in [0, 1] @param intervalDays that the card was given */
    double recall(double predicted, int intervalDays) {
        double factor = intervalDays < MATURE_DAYS ? young : mature;
        // unchanged to the last bit where the factor is 1
        return factor == 1 ? predicted : 1 - Math.min(1, factor * (1 - predicted));
    }
}
