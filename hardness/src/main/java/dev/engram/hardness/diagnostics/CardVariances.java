package dev.engram.hardness.diagnostics;

import dev.engram.hardness.frame.CardTags;
import dev.engram.hardness.study.report.Diagnostics.CardVariance;

/** Splits the difficulty of cards into that of their tags and their own. */
public final class CardVariances {
    private CardVariances() {}

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
