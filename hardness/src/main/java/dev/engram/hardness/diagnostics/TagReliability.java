package dev.engram.hardness.diagnostics;

import dev.engram.hardness.glmm.Covariance;
import java.util.Arrays;
import org.hipparchus.stat.StatUtils;
import org.jspecify.annotations.Nullable;

/**
 * How sure the differences between tags are: {@code value = 1 - meanSquaredSd / variance}. The effects being shrunk, their
 * variance is that of the modes plus {@code meanSquaredSd}, which makes this the EAP reliability of item response models.
 * The projection is that of Spearman and Brown: {@code lengthening = (0.8 / 0.2) (1 - value) / value} times the cards of each
 * tag, each with as many reviews as now.
 *
 * @param value         in [0, 1]; NaN if the variance is 0
 * @param variance      of the effects over tags
 * @param meanSquaredSd mean of the squared standard deviations of the effects less their mean
 * @param cards         mean number of cards of a tag
 * @param lengthening   for a reliability of {@value #GOAL}; null if none is enough
 */
public record TagReliability(
        double value,
        double variance,
        double meanSquaredSd,
        double cards,
        @Nullable Double lengthening) {
    /** The reliability that the projection aims at. */
    public static final double GOAL = 0.8;

    /**
     * The reliability of the differences between effects.
     *
     * @param modes      of the effects
     * @param covariance of these
     * @param cards      of each tag
     */
    public static TagReliability of(double[] modes, Covariance covariance, int[] cards) {
        double estimates = StatUtils.populationVariance(modes);
        var centred = covariance.centred();
        double uncertain = 0;
        for (int t = 0; t < modes.length; t++) {
            uncertain += Math.max(0, centred.at(t, t)) / modes.length;
        }
        double variance = estimates + uncertain;
        double value = 1 - uncertain / variance;
        double odds = GOAL / (1 - GOAL);
        return new TagReliability(
                value,
                variance,
                uncertain,
                Arrays.stream(cards).average().orElseThrow(),
                value > 0 ? odds * (1 - value) / value : null);
    }
}
