package dev.engram.hardness.diagnostics;

import dev.engram.hardness.frame.CardTags;

/**
 * Variance of the difficulty {@code sum_k w_jk h_k + u_j} over the J cards of the study, in expectation under the estimated
 * standard deviations: {@code tags = sd_tag^2 (mean_j sum_k w_jk^2 - sum_k (mean_j w_jk)^2)} and
 * {@code cards = sd_card^2 (1 - 1/J)}.
 *
 * @param tags  of the tag part
 * @param cards of what is particular to cards
 * @param share {@code tags / (tags + cards)}; NaN if both are 0
 */
public record CardVariance(double tags, double cards, double share) {
    /**
     * The parts of the variance over the cards.
     *
     * @param tagSd  standard deviation of the tag effects
     * @param cardSd standard deviation of the card effects
     */
    public static CardVariance of(CardTags tags, double tagSd, double cardSd) {
        double squares = 0;
        var mean = new double[tags.size()];
        for (int entry = 0; entry < tags.first(tags.cards()); entry++) {
            double weight = tags.weightAt(entry);
            squares += weight * weight / tags.cards();
            mean[tags.tagAt(entry)] += weight / tags.cards();
        }
        for (double weight : mean) {
            squares -= weight * weight;
        }
        double ofTags = tagSd * tagSd * Math.max(0, squares);
        double ofCards = cardSd * cardSd * (1 - 1.0 / tags.cards());
        return new CardVariance(ofTags, ofCards, ofTags / (ofTags + ofCards));
    }
}
