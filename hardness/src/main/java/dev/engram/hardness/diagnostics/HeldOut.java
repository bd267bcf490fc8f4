package dev.engram.hardness.diagnostics;

import dev.engram.hardness.frame.Formula;
import dev.engram.hardness.frame.ModelFrame;
import dev.engram.hardness.frame.Predictor;
import dev.engram.hardness.frame.Selection;
import dev.engram.hardness.frame.Shortfall;
import dev.engram.hardness.glmm.Fit;
import dev.engram.hardness.glmm.FitOutcome;
import dev.engram.hardness.glmm.FitSettings;
import dev.engram.hardness.glmm.FixedEffect;
import dev.engram.hardness.glmm.Unfit;
import dev.engram.hardness.glmm.fit.MixedModel;
import dev.engram.hardness.glmm.numeric.SplitMix64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;

/**
 * Mean negative log-likelihood of the rows of learners whose rows were left out of the fit, by parts of the learners; the effect of
 * such a learner is integrated out row by row, and so are those of cards and
 * tags that the fit has not seen. Gamma is that of the study. The parts follow from the seed and no name.
 *
 * @param folds       number of parts
 * @param rows        predicted
 * @param model       log-loss of the model
 * @param withoutTags that of the model with cards alone, without tags
 * @param baseRate    that of the lapse rate of the other learners
 * @param problem     why there is no result; empty if there is one
 */
public record HeldOut(int folds, long rows, double model, double withoutTags, double baseRate, String problem) {
    private static final GaussIntegrator HERMITE = new GaussIntegratorFactory().hermite(30);
    private static final double LEAST = 1e-12;
    private static final String UNUSABLE =
            "the fit without one of the parts has not converged, or a coefficient of it has no finite estimate";

    /**
     * The losses, or why there are none: a part without which the rest cannot be fitted.
     *
     * @param folds number of parts, {@code >= 2}
     * @param gamma of the study
     * @param fits  how the fits are made
     */
    public static HeldOut of(Selection selection, int folds, long seed, double gamma, FitSettings fits) {
        int[] fold = folds(selection, folds, seed);
        int[] learner = selection.reviews.columns.learner;
        var all = new HeldOut(folds, 0, 0, 0, 0, "");
        for (int f = 0; f < folds; f++) {
            int out = f;
            var part = part(
                    selection.rows(n -> selection.kept(n) && fold[learner[n]] != out),
                    selection.rows(n -> selection.kept(n) && fold[learner[n]] == out),
                    gamma,
                    fits);
            if (!part.problem.isEmpty()) {
                return new HeldOut(folds, 0, Double.NaN, Double.NaN, Double.NaN, part.problem);
            }
            all = new HeldOut(
                    folds,
                    all.rows + part.rows,
                    all.model + part.model,
                    all.withoutTags + part.withoutTags,
                    all.baseRate + part.baseRate,
                    "");
        }
        return new HeldOut(
                folds, all.rows, all.model / all.rows, all.withoutTags / all.rows, all.baseRate / all.rows, "");
    }

    /** Part by learner of the table. */
    private static int[] folds(Selection selection, int folds, long seed) {
        var reviews = selection.reviews;
        var kept = new boolean[reviews.learners()];
        for (int n = 0; n < reviews.size(); n++) {
            kept[reviews.columns.learner[n]] |= selection.kept(n);
        }
        int[] order = IntStream.range(0, kept.length)
                .filter(learner -> kept[learner])
                .boxed()
                .sorted(Comparator.comparingLong(learner -> SplitMix64.of(seed, learner)))
                .mapToInt(Integer::intValue)
                .toArray();
        var fold = new int[kept.length];
        for (int i = 0; i < order.length; i++) {
            fold[order[i]] = i % folds;
        }
        return fold;
    }

    /** The sums of one part. */
    private static HeldOut part(ModelFrame rest, ModelFrame leftOut, double gamma, FitSettings fits) {
        var shortfalls = Shortfall.of(rest, "rows");
        if (leftOut.size == 0 || !shortfalls.isEmpty()) {
            return failed(
                    leftOut.size == 0
                            ? "fewer learners than parts"
                            : shortfalls.getFirst().reason());
        }
        var terms = Formula.of(rest);
        var full = MixedModel.fit(terms.design(gamma), fits);
        var cards = MixedModel.fit(terms.withoutTags(gamma), fits);
        for (var outcome : List.of(full, cards)) {
            var problem = problem(outcome);
            if (!problem.isEmpty()) {
                return failed(problem);
            }
        }
        double rate = (double) rest.lapsedCount() / rest.size;
        long lapses = leftOut.lapsedCount();
        return new HeldOut(
                1,
                leftOut.size,
                loss(leftOut, Predictor.of(leftOut, terms, gamma, (Fit) full)),
                loss(leftOut, Predictor.of(leftOut, terms, gamma, (Fit) cards)),
                -(lapses * Math.log(rate) + (leftOut.size - lapses) * Math.log1p(-rate)),
                "");
    }

    private static HeldOut failed(String problem) {
        return new HeldOut(0, 0, Double.NaN, Double.NaN, Double.NaN, problem);
    }

    /** Why a fit predicts nothing; empty if it does. */
    private static String problem(FitOutcome outcome) {
        return switch (outcome) {
            case Unfit unfit -> unfit.sentence();
            case Fit fit -> fit.converged() && fit.fixed().stream().allMatch(FixedEffect::bounded) ? "" : UNUSABLE;
        };
    }

    private static double loss(ModelFrame rows, Predictor predictor) {
        double loss = 0;
        for (int n = 0; n < rows.size; n++) {
            double p = marginal(predictor.logit(n), predictor.unseenVariance(n));
            double likelihood = rows.rating[n] == 1 ? p : 1 - p;
            loss -= Math.log(Math.max(LEAST, likelihood));
        }
        return loss;
    }

    /** Mean of the logistic function over a normal distribution of its argument. */
    static double marginal(double mean, double variance) {
        double step = Math.sqrt(2 * variance);
        return HERMITE.integrate(x -> Predictor.probability(mean + step * x)) / Math.sqrt(Math.PI);
    }
}
