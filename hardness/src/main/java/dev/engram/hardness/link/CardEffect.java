package dev.engram.hardness.link;

/**
 * How hard one revision of a card is in one version of a study, tags included: {@code u_j + sum_t w_jt h_t}.
 *
 * @param card id of the card
 * @param revision of its text; an edited card is a new card
 * @param effect on the logit scale
 * @param sd its standard deviation, {@code >= 0}
 */
public record CardEffect(String card, String revision, double effect, double sd) {
    /** @throws IllegalArgumentException if a number is out of range */
    public CardEffect {
        if (!Double.isFinite(effect)) {
            throw new IllegalArgumentException("effect of card " + card + " must be finite, was " + effect);
        }
        if (!(sd >= 0 && sd < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("sd of card " + card + " must be finite and >= 0, was " + sd);
        }
    }
}
