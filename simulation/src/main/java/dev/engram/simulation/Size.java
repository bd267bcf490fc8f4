package dev.engram.simulation;

/**
 * How much is simulated. Reviews grow with the learners, memory does not: see {@link Simulation}.
 *
 * @param tags concepts, {@code >= 2}
 * @param cards {@code >= 1}
 * @param learners {@code >= 1}
 * @param cardsPerLearner 1 to {@code cards}
 * @param horizonDays when observation ends, {@code > 0}; cards are first seen in the first 60 days
 */
public record Size(int tags, int cards, int learners, int cardsPerLearner, int horizonDays) {
    /** 190,000 to 300,000 events. */
    public static final Size FULL = new Size(30, 600, 300, 100, 150);

    /** About 35,000 events. */
    public static final Size CI = new Size(12, 200, 100, 60, 120);

    /** @throws IllegalArgumentException naming the field that is out of range */
    public Size {
        require(tags >= 2, "tags must be at least 2, was ", tags);
        require(cards >= 1, "cards must be at least 1, was ", cards);
        require(learners >= 1, "learners must be at least 1, was ", learners);
        require(
                cardsPerLearner >= 1 && cardsPerLearner <= cards,
                "cardsPerLearner must lie in 1 to the number of cards, was ",
                cardsPerLearner);
        require(horizonDays > 0, "horizonDays must be positive, was ", horizonDays);
    }

    /** The same with another number of learners. */
    public Size withLearners(int number) {
        return new Size(tags, cards, number, cardsPerLearner, horizonDays);
    }

    private static void require(boolean holds, String rule, int value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + value);
        }
    }
}
