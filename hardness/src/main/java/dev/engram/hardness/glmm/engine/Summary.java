package dev.engram.hardness.glmm.engine;

import dev.engram.hardness.glmm.Covariance;
import dev.engram.hardness.glmm.FactorFit;
import dev.engram.hardness.glmm.Fit;
import dev.engram.hardness.glmm.FitSettings;
import dev.engram.hardness.glmm.FitWarning;
import dev.engram.hardness.glmm.FixedEffect;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.glmm.RandomFactor;
import dev.engram.hardness.glmm.engine.ModeSearch.Mode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From a mode to what is told of it: estimates with their uncertainty. */
final class Summary {
    private final Layout layout;
    private final FitSettings settings;
    private final Mode mode;
    private final double @Nullable [] covariance;

    /** @param covariance of the coefficients, by rows; null where there is none and that of the joint inverse must do */
    Summary(Layout layout, FitSettings settings, Mode mode, double @Nullable [] covariance) {
        this.layout = layout;
        this.settings = settings;
        this.mode = mode;
        this.covariance = covariance;
    }

    /** @param logLikOnly without effects: no matrix is inverted */
    Fit of(int iterations, boolean converged, boolean logLikOnly) {
        var fixed = new ArrayList<FixedEffect>();
        var random = new ArrayList<FactorFit>();
        var covariances = new HashMap<String, Covariance>();
        if (!logLikOnly) {
            var inverse = new JointInverse(mode.restored().hessian());
            for (int c = 0; c < layout.coefficients; c++) {
                fixed.add(coefficient(inverse, c));
            }
            for (int k = 0; k < layout.factors; k++) {
                var factor = layout.design.random().get(k);
                random.add(factor(inverse, k, factor));
                if (settings.covarianceOf().contains(factor.name())) {
                    covariances.put(factor.name(), inverse.covariance(k));
                }
            }
        }
        return new Fit(
                settings.method(),
                layout.rows.rows,
                mode.laplace(),
                fixed,
                random,
                covariances,
                settings.estimated(layout.design),
                iterations,
                converged,
                warnings(converged));
    }

    private FixedEffect coefficient(JointInverse inverse, int c) {
        double estimate = mode.effects().remainder[layout.beta + c];
        double variance = covariance(inverse, c, c);
        var thresholds = layout.design.thresholds();
        if (thresholds != null && c > 0 && c < thresholds.names.size()) {
            // thresholds are told as they are, the search has them as contrasts with the first
            estimate += mode.effects().remainder[layout.beta];
            variance += covariance(inverse, 0, 0) + 2 * covariance(inverse, c, 0);
        }
        return new FixedEffect(layout.design.coefficients().get(c), estimate, Math.sqrt(variance), true);
    }

    private double covariance(JointInverse inverse, int c, int d) {
        return covariance == null ? inverse.ofCoefficients(c, d) : covariance[c * layout.coefficients + d];
    }

    private FactorFit factor(JointInverse inverse, int k, RandomFactor factor) {
        int size = layout.reported(k);
        int begin = layout.place(k).begin();
        double sd = mode.scales().sd[k];
        double[] effects = begin < 0 ? mode.effects().primary : mode.effects().remainder;
        var modes = new double[size];
        Arrays.setAll(modes, i -> sd * effects[Math.max(0, begin) + i]);
        double[] sds = Arrays.copyOf(inverse.sds(k), size);
        return new FactorFit(factor.name(), factor.levels().subList(0, size), sd, modes, sds);
    }

    private List<FitWarning> warnings(boolean converged) {
        var warnings = new ArrayList<FitWarning>();
        for (int k = 0; k < layout.factors; k++) {
            var name = layout.design.random().get(k).name();
            if (mode.scales().sd[k] == 0 && !settings.givenSd().containsKey(name)) {
                warnings.add(new FitWarning(
                        FitWarning.Code.SINGULAR,
                        "The standard deviation of " + name + " is estimated as zero: its levels do not differ by more"
                                + " than chance, and the fit is that of a model without it."));
            }
        }
        if (settings.method() == Method.LAPLACE && covariance == null) {
            warnings.add(new FitWarning(
                    FitWarning.Code.CONDITIONAL,
                    "The Hessian of the deviance is not positive definite: standard errors take the standard deviations of"
                            + " the random effects as known."));
        }
        if (!converged) {
            warnings.add(new FitWarning(
                    FitWarning.Code.NOT_CONVERGED,
                    "The search ended before the log-likelihood was at its highest: the figures are not final."));
        }
        return warnings;
    }
}
