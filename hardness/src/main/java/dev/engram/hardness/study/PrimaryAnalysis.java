package dev.engram.hardness.study;

import dev.engram.hardness.frame.Formula;
import dev.engram.hardness.frame.ModelFrame;
import dev.engram.hardness.glmm.Covariance;
import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.FactorFit;
import dev.engram.hardness.glmm.Fit;
import dev.engram.hardness.glmm.FitOutcome;
import dev.engram.hardness.glmm.FitSettings;
import dev.engram.hardness.glmm.FixedEffect;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.glmm.fit.MixedModel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.DoubleStream;

/** The primary fit and what it stands on. */
record PrimaryAnalysis(Formula terms, double gamma, Fit fit) {
    private static final int ABILITY_ROUNDS = 5;
    private static final double ABILITY_STEP = 1e-3;

    /** The method that was asked for, or that suits the size of the design. */
    static Method method(Design design, StudySettings settings) {
        var asked = settings.method();
        return asked != null ? asked : MixedModel.affordsJoint(design) ? Method.JOINT : Method.PQL;
    }

    /** The primary fit of these terms. */
    static FitOutcome fit(Formula terms, double gamma, StudySettings settings) {
        return fit(terms, gamma, settings, Map.of());
    }

    private static FitOutcome fit(Formula terms, double gamma, StudySettings settings, Map<String, Double> givenSd) {
        var design = terms.design(gamma);
        return MixedModel.fit(
                design,
                FitSettings.of(method(design, settings))
                        .withGivenSd(givenSd)
                        .withThreads(settings.threads())
                        .withCovarianceOf(Formula.TAG));
    }

    /**
     * The terms with the ability covariate; the same ones where nothing can be fitted. The covariate needs the effects and the
     * effects the covariate: rounds with the deviations held.
     */
    static Formula withAbility(Formula terms, double gamma, StudySettings settings) {
        if (!(fit(terms, gamma, settings) instanceof Fit first)) {
            return terms;
        }
        var sds = sds(first);
        var chosen = chosen(terms.rows, first);
        double step = Double.POSITIVE_INFINITY;
        for (int round = 0; round < ABILITY_ROUNDS && step >= ABILITY_STEP; round++) {
            if (!(fit(terms.withAbility(chosen), gamma, settings, sds) instanceof Fit fit)) {
                break;
            }
            var next = chosen(terms.rows, fit);
            step = 0;
            for (int i = 0; i < next.length; i++) {
                step = Math.max(step, Math.abs(next[i] - chosen[i]));
            }
            chosen = next;
        }
        return terms.withAbility(chosen);
    }

    /** Mean over the rows of each learner of the summed tag effects of the card, less the mean over learners. */
    private static double[] chosen(ModelFrame rows, Fit fit) {
        var totals = rows.tags.totals(fit.random(Formula.TAG).modes());
        var mean = new double[rows.learners.size()];
        var count = new int[mean.length];
        for (int n = 0; n < rows.size; n++) {
            mean[rows.learner[n]] += totals[rows.card[n]];
            count[rows.learner[n]]++;
        }
        for (int i = 0; i < mean.length; i++) {
            mean[i] /= count[i];
        }
        double all = DoubleStream.of(mean).sum() / mean.length;
        return DoubleStream.of(mean).map(own -> own - all).toArray();
    }

    /** Standard deviations of the factors by name. */
    static Map<String, Double> sds(Fit fit) {
        var sds = new LinkedHashMap<String, Double>();
        fit.random().forEach(factor -> sds.put(factor.name(), factor.sd()));
        return sds;
    }

    ModelFrame rows() {
        return terms.rows;
    }

    FactorFit tags() {
        return fit.random(Formula.TAG);
    }

    Covariance covariance() {
        return fit.covariance(Formula.TAG);
    }

    /** Linear predictor of the reference learner and card, so many successes and days after, without any tag. */
    double reference(int successes, double days) {
        double eta = gamma * Math.log(days) + coefficient(Design.INTERCEPT);
        return eta + terms.successCoefficient(successes).map(this::coefficient).orElse(0.0);
    }

    private double coefficient(String name) {
        return fit.fixed().stream()
                .filter(effect -> effect.name().equals(name))
                .mapToDouble(FixedEffect::estimate)
                .findFirst()
                .orElse(0);
    }
}
