package dev.engram.hardness.diagnostics;

import dev.engram.hardness.frame.Formula;
import dev.engram.hardness.frame.ModelFrame;
import dev.engram.hardness.frame.Predictor;
import dev.engram.hardness.frame.TagCounts;
import dev.engram.hardness.glmm.Fit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How well the primary fit describes the rows, and how well it knows the tags.
 *
 * @param cardVariance how much of the difficulty of cards the tags explain
 * @param reliability  of the tag effects
 * @param calibration  predicted against observed lapses: by delay, by history, then by tag, hardest first
 * @param tagFit       by tag, hardest first
 * @param heldOut      prediction of learners that were left out; null if it was not asked for
 */
public record Diagnostics(
        CardVariance cardVariance,
        TagReliability reliability,
        List<CalibrationGroup> calibration,
        List<TagFit> tagFit,
        @Nullable HeldOut heldOut) {
    public Diagnostics {
        calibration = List.copyOf(calibration);
        tagFit = List.copyOf(tagFit);
    }

    /**
     * Of the rows of a fit.
     *
     * @param predictor of these rows
     * @param order     numbers of the tags, hardest first
     * @param seed      of the simulations
     */
    public static Diagnostics of(
            ModelFrame rows, Fit fit, Predictor predictor, int[] order, long seed, @Nullable HeldOut heldOut) {
        var sums = GroupSums.ofTags(rows, predictor);
        var tags = fit.random(Formula.TAG);
        double cardSd = fit.random(Formula.CARD).sd();
        return new Diagnostics(
                CardVariance.of(rows.tags, tags.sd(), cardSd),
                TagReliability.of(tags.modes(), fit.covariance(Formula.TAG), TagCounts.of(rows).cards),
                CalibrationGroup.all(rows, predictor, sums, order),
                TagFit.all(rows.tags.names(), sums, order, PredictiveCheck.of(rows, predictor, cardSd, seed)),
                heldOut);
    }
}
