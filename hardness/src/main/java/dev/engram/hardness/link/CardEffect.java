package dev.engram.hardness.link;

/**
 * How hard a card is in one version of a study, tags included: {@code u_j + sum_t w_jt h_t}.
 *
 * @param card id of the card; an edited card is a new card and has another
 * @param effect on any scale that both versions share
 * @param sd its standard deviation, {@code >= 0}
 */
public record CardEffect(String card, double effect, double sd) {
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
