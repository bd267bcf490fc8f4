package dev.engram.hardness.link;

import java.util.List;

/** How a new version of a study relates to an old one. */
public sealed interface Link {
    /**
     * The two differ by a shift.
     *
     * @param shift weighted mean of new minus old effects over the cards kept; the weights are one over the sum of the
     *     variances
     * @param se standard error of the shift, from the spread of the differences, cards taken as independent
     * @param mad median distance of the differences of all common cards from their median
     * @param kept number of cards the shift rests on
     * @param dropped cards left out since they drifted, the largest drift first
     */
    record Linked(double shift, double se, double mad, int kept, List<Drift> dropped) implements Link {
        public Linked {
            dropped = List.copyOf(dropped);
        }

        /** How an effect changed, given as each version has it. */
        public EffectChange change(double before, double sdBefore, double after, double sdAfter) {
            return new EffectChange(
                    after - shift - before, Math.sqrt(sdBefore * sdBefore + sdAfter * sdAfter + se * se));
        }
    }

    /** Too few cards are in both versions; {@code sentence} says so to people. */
    record Unlinked(String sentence) implements Link {}

    /**
     * A card whose effect moved apart from the others.
     *
     * @param card id of the card
     * @param difference new minus old effect
     */
    record Drift(String card, double difference) {}
}
