package dev.engram.hardness.study.report;

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
        Reliability reliability,
        List<CalibrationGroup> calibration,
        List<TagFit> tagFit,
        @Nullable HeldOut heldOut) {
    public Diagnostics {
        calibration = List.copyOf(calibration);
        tagFit = List.copyOf(tagFit);
    }

    /**
     * Variance of the difficulty {@code sum_k w_jk h_k + u_j} over the J cards of the study, in expectation under the estimated
     * standard deviations: {@code tags = sd_tag^2 (mean_j sum_k w_jk^2 - sum_k (mean_j w_jk)^2)} and
     * {@code cards = sd_card^2 (1 - 1/J)}.
     *
     * @param tags  of the tag part
     * @param cards of what is particular to cards
     * @param share {@code tags / (tags + cards)}; NaN if both are 0
     */
    public record CardVariance(double tags, double cards, double share) {}

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
    public record Reliability(
            double value,
            double variance,
            double meanSquaredSd,
            double cards,
            @Nullable Double lengthening) {
        /** The reliability that the projection aims at. */
        public static final double GOAL = 0.8;
    }

    /**
     * Predicted against observed lapses of some rows. The predictions hold the effects of the same rows: a check of the form of
     * the model, not of prediction.
     *
     * @param by        what groups the rows: {@code delay}, {@code history} or {@code tag}
     * @param group     such as {@code 2-4} days, {@code s3+ l0} (three prior successes or more, no prior lapse), or a tag, whose rows
     *     are those of its cards
     * @param rows      how many, at least 1
     * @param predicted mean predicted probability of a lapse
     * @param observed  share of lapses
     * @param low       lower end of Wilson's 95 % interval of the observed share
     * @param high      its upper end
     */
    public record CalibrationGroup(
            String by, String group, long rows, double predicted, double observed, double low, double high) {}

    /**
     * How the rows of a tag's cards fit. Mean squares are near 1, a little below since the effects come from the same rows; above,
     * answers are less predictable than the model says, and below more.
     *
     * @param tag       name
     * @param outfit    mean of {@code (y - p)^2 / (p (1 - p))}
     * @param infit     sum of {@code (y - p)^2} / sum of {@code p (1 - p)}
     * @param observed  lapse rate
     * @param simulated mean lapse rate of simulations from the fit, in which the effects of cards are drawn anew; NaN if none were made
     * @param extreme   share of these simulations that are at least as far from their mean as the observed rate; the effects come
     *     from the same rows, so that small shares are rarer than under the model
     */
    public record TagFit(String tag, double outfit, double infit, double observed, double simulated, double extreme) {}

    /**
     * Mean negative log-likelihood of the rows of learners whose rows were left out of the fit, by parts of the learners; the effect of
     * such a learner is integrated out row by row. Gamma is that of the study.
     *
     * @param folds       number of parts
     * @param rows        predicted
     * @param model       log-loss of the model
     * @param withoutTags that of the model with cards alone, without tags
     * @param baseRate    that of the lapse rate of the other learners
     * @param problem     why there is no result; empty if there is one
     */
    public record HeldOut(int folds, long rows, double model, double withoutTags, double baseRate, String problem) {}
}
