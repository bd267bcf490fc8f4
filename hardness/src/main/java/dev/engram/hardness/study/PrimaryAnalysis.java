package dev.engram.hardness.study;

import dev.engram.hardness.frame.Formula;
import dev.engram.hardness.frame.ModelFrame;
import dev.engram.hardness.glmm.Covariance;
import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.FactorFit;
import dev.engram.hardness.glmm.Fit;
import dev.engram.hardness.glmm.FixedEffect;
import dev.engram.hardness.glmm.Unfit;
import java.util.LinkedHashMap;
import java.util.Map;

/** The primary fit and what it stands on. */
final class PrimaryAnalysis {
    private static final int ABILITY_ROUNDS = 5;
    private static final double ABILITY_STEP = 1e-3;

    private final ModelFrame rows;
    private final Formula terms;
    private final double gamma;
    private final Fit fit;

    private PrimaryAnalysis(ModelFrame rows, Formula terms, double gamma, Fit fit) {
        this.rows = rows;
        this.terms = terms;
        this.gamma = gamma;
        this.fit = fit;
    }

    /** A primary fit, or why there is none. */
    sealed interface Outcome {
        record Fitted(PrimaryAnalysis primary) implements Outcome {}

        record Failed(Unfit unfit) implements Outcome {}
    }

    static Outcome of(ModelFrame rows, Formula terms, double gamma, StudySettings settings) {
        var design = terms.offset(gamma, rows.tags);
        return switch (MethodChoice.primary(design, settings, Map.of())) {
            case Unfit unfit -> new Outcome.Failed(unfit);
            case Fit fit when !settings.ability() -> new Outcome.Fitted(new PrimaryAnalysis(rows, terms, gamma, fit));
            case Fit fit -> withAbility(rows, terms, gamma, settings, fit);
        };
    }

    /** The covariate needs the effects and the effects the covariate: rounds with the deviations held, then the whole fit. */
    private static Outcome withAbility(
            ModelFrame rows, Formula terms, double gamma, StudySettings settings, Fit first) {
        var sds = sds(first);
        var chosen = chosen(rows, first);
        for (int round = 0; round < ABILITY_ROUNDS; round++) {
            var outcome = MethodChoice.primary(terms.withAbility(chosen).offset(gamma, rows.tags), settings, sds);
            if (!(outcome instanceof Fit fit)) {
                break;
            }
            var next = chosen(rows, fit);
            double step = 0;
            for (int i = 0; i < next.length; i++) {
                step = Math.max(step, Math.abs(next[i] - chosen[i]));
            }
            chosen = next;
            if (step < ABILITY_STEP) {
                break;
            }
        }
        var adjusted = terms.withAbility(chosen);
        var design = adjusted.offset(gamma, rows.tags);
        return switch (MethodChoice.primary(design, settings, Map.of())) {
            case Unfit unfit -> new Outcome.Failed(unfit);
            case Fit fit -> new Outcome.Fitted(new PrimaryAnalysis(rows, adjusted, gamma, fit));
        };
    }

    /** Mean over the rows of each learner of the summed tag effects of the card, less the mean over learners. */
    static double[] chosen(ModelFrame rows, Fit fit) {
        var totals = rows.tags.totals(fit.random(Formula.TAG).modes());
        var mean = new double[rows.learners.size()];
        var count = new int[mean.length];
        for (int n = 0; n < rows.size; n++) {
            mean[rows.learner[n]] += totals[rows.card[n]];
            count[rows.learner[n]]++;
        }
        double all = 0;
        for (int i = 0; i < mean.length; i++) {
            mean[i] /= count[i];
            all += mean[i];
        }
        for (int i = 0; i < mean.length; i++) {
            mean[i] -= all / mean.length;
        }
        return mean;
    }

    /** Standard deviations of the factors by name. */
    static Map<String, Double> sds(Fit fit) {
        var sds = new LinkedHashMap<String, Double>();
        for (FactorFit factor : fit.random()) {
            sds.put(factor.name(), factor.sd());
        }
        return sds;
    }

    ModelFrame rows() {
        return rows;
    }

    Formula terms() {
        return terms;
    }

    double gamma() {
        return gamma;
    }

    Fit fit() {
        return fit;
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
