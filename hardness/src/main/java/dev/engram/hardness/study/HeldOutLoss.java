package dev.engram.hardness.study;

import dev.engram.hardness.frame.Formula;
import dev.engram.hardness.frame.ModelFrame;
import dev.engram.hardness.frame.Predictor;
import dev.engram.hardness.frame.Selection;
import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.Fit;
import dev.engram.hardness.glmm.FitOutcome;
import dev.engram.hardness.glmm.FitSettings;
import dev.engram.hardness.glmm.FixedEffect;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.glmm.Unfit;
import dev.engram.hardness.glmm.fit.MixedModel;
import dev.engram.hardness.study.report.Diagnostics.HeldOut;
import dev.engram.hardness.table.ReviewTable;
import dev.engram.hardness.table.SplitMix64;
import dev.engram.hardness.table.TagTable;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;

/** Log-loss of the rows of learners that a fit has not seen. The parts follow from the seed and no name. */
final class HeldOutLoss {
    private static final GaussIntegrator HERMITE = new GaussIntegratorFactory().hermite(30);
    private static final double LEAST = 1e-12;
    private static final String UNUSABLE =
            "the fit without one of the parts has not converged, or a coefficient of it has no finite estimate";

    private final StudySettings settings;
    private final Method method;
    private final double gamma;
    private long rows;
    private double model;
    private double withoutTags;
    private double baseRate;

    private HeldOutLoss(StudySettings settings, Method method, double gamma) {
        this.settings = settings;
        this.method = method;
        this.gamma = gamma;
    }

    /** The losses, or why there are none: a part without which the rest cannot be fitted. */
    static HeldOut of(
            ReviewTable reviews, TagTable tags, Selection selection, StudySettings settings, PrimaryAnalysis primary) {
        int folds = settings.plan().folds();
        int[] fold = folds(reviews, selection, settings);
        var loss = new HeldOutLoss(settings, primary.fit().method(), primary.gamma());
        for (int f = 0; f < folds; f++) {
            int out = f;
            var columns = reviews.columns;
            var rest = ModelFrame.of(
                    reviews, tags, settings.rules(), n -> selection.kept(n) && fold[columns.learner[n]] != out);
            var leftOut = ModelFrame.of(
                    reviews, tags, settings.rules(), n -> selection.kept(n) && fold[columns.learner[n]] == out);
            var problem = loss.add(rest, leftOut);
            if (!problem.isEmpty()) {
                return new HeldOut(folds, 0, Double.NaN, Double.NaN, Double.NaN, problem);
            }
        }
        return new HeldOut(
                folds, loss.rows, loss.model / loss.rows, loss.withoutTags / loss.rows, loss.baseRate / loss.rows, "");
    }

    /** Part by learner of the table. */
    private static int[] folds(ReviewTable reviews, Selection selection, StudySettings settings) {
        var kept = new boolean[reviews.learners()];
        for (int n = 0; n < reviews.size(); n++) {
            kept[reviews.columns.learner[n]] |= selection.kept(n);
        }
        int[] order = IntStream.range(0, kept.length)
                .filter(learner -> kept[learner])
                .boxed()
                .sorted(Comparator.comparingLong(learner -> SplitMix64.of(settings.seed(), learner)))
                .mapToInt(Integer::intValue)
                .toArray();
        var fold = new int[kept.length];
        for (int i = 0; i < order.length; i++) {
            fold[order[i]] = i % settings.plan().folds();
        }
        return fold;
    }

    private String add(ModelFrame rest, ModelFrame leftOut) {
        var shortfalls = Shortfalls.of(rest, "rows");
        if (!shortfalls.isEmpty() || leftOut.size == 0) {
            return leftOut.size == 0
                    ? "fewer learners than parts"
                    : shortfalls.getFirst().reason();
        }
        var terms = Formula.of(rest, settings.rules());
        double rate = (double) rest.lapsedCount() / rest.size;
        var full = fit(terms.offset(gamma, rest.tags));
        var cards = fit(terms.withoutTags(gamma));
        for (var outcome : List.of(full, cards)) {
            var problem = problem(outcome);
            if (!problem.isEmpty()) {
                return problem;
            }
        }
        long lapses = leftOut.lapsedCount();
        rows += leftOut.size;
        model += loss(leftOut, Predictor.of(leftOut, terms, gamma, (Fit) full));
        withoutTags += loss(leftOut, Predictor.of(leftOut, terms, gamma, (Fit) cards));
        baseRate -= lapses * Math.log(rate) + (leftOut.size - lapses) * Math.log1p(-rate);
        return "";
    }

    /** Why a fit predicts nothing; empty if it does. */
    private static String problem(FitOutcome outcome) {
        return switch (outcome) {
            case Unfit unfit -> unfit.sentence();
            case Fit fit -> fit.converged() && fit.fixed().stream().allMatch(FixedEffect::bounded) ? "" : UNUSABLE;
        };
    }

    private FitOutcome fit(Design design) {
        return MixedModel.fit(design, FitSettings.of(method).withThreads(settings.threads()));
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
