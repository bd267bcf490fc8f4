package dev.engram.hardness.study.report;

import dev.engram.hardness.diagnostics.GroupSums;
import dev.engram.hardness.diagnostics.TagFit;
import dev.engram.hardness.frame.Formula;
import dev.engram.hardness.frame.ModelFrame;
import dev.engram.hardness.frame.Predictor;
import dev.engram.hardness.glmm.Fit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What is particular to a card beyond its tags.
 *
 * @param card   id
 * @param effect mode of the card effect, logit scale, larger = harder
 * @param sd     its standard deviation
 * @param total  tags and card together, against the reference of the tags
 * @param totalSd its standard deviation, learners and fixed effects taken as known: some percent too small
 * @param rows   kept rows
 * @param lapses among those
 * @param outfit mean square of the standardised residuals, see {@link TagFit}
 * @param infit  the same weighted by the variances
 */
public record CardHardness(
        String card,
        double effect,
        double sd,
        double total,
        double totalSd,
        long rows,
        long lapses,
        double outfit,
        double infit) {
    /**
     * All cards of a fit, hardest first.
     *
     * @param primary    the fit, with the covariance of the tags
     * @param predictor  of its rows
     * @param tagEffects against the reference, by tag of the fit
     */
    public static List<CardHardness> of(ModelFrame rows, Fit primary, Predictor predictor, double[] tagEffects) {
        var sums = GroupSums.ofCards(rows, predictor);
        var fit = primary.random(Formula.CARD);
        var ofTags = rows.tags.totals(tagEffects);
        // against the mean of all tags: what is common to all is for the intercept, not for a card
        var sharedVariance = rows.tags.variances(primary.covariance(Formula.TAG).centred());
        var cards = new ArrayList<CardHardness>();
        for (int card = 0; card < ofTags.length; card++) {
            cards.add(new CardHardness(
                    rows.cards.get(card),
                    fit.mode(card),
                    fit.modeSd(card),
                    ofTags[card] + fit.mode(card),
                    totalSd(fit.sd() * fit.sd(), sums.information[card], sharedVariance[card]),
                    sums.rows[card],
                    sums.lapses[card],
                    sums.outfit(card),
                    sums.infit(card)));
        }
        cards.sort(Comparator.comparingDouble(CardHardness::total).reversed().thenComparing(CardHardness::card));
        return cards;
    }

    /**
     * Of tags and card together. Given the tags the card's own effect has the variance {@code su^2 (1 - k)} and moves the total
     * by {@code 1 - k} of what the tags move, {@code k = su^2 w / (1 + su^2 w)} the share that its rows decide.
     */
    private static double totalSd(double cardVariance, double information, double tagVariance) {
        double left = 1 / (1 + cardVariance * information);
        return Math.sqrt(cardVariance * left + left * left * tagVariance);
    }
}
