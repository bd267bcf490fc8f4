package dev.engram.hardness.link;

import dev.engram.hardness.table.Check;

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
        Check.that(Double.isFinite(effect), "effect of card %s must be finite, was %s", card, effect);
        Check.that(sd >= 0 && sd < Double.POSITIVE_INFINITY, "sd of card %s must be finite and >= 0, was %s", card, sd);
    }
}
