package dev.engram.hardness.glmm.engine;

import dev.engram.hardness.glmm.Covariance;
import dev.engram.hardness.glmm.FactorFit;
import dev.engram.hardness.glmm.Fit;
import dev.engram.hardness.glmm.FitSettings;
import dev.engram.hardness.glmm.FitWarning;
import dev.engram.hardness.glmm.FixedEffect;
import dev.engram.hardness.glmm.RandomFactor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From a mode to the fit that is reported: estimates with their uncertainty. */
final class Summary {
    /** How sure the effects at a mode are, given the standard deviations. */
    interface Uncertainty {
        /** ln det of the joint Hessian of the random effects in spherical effects; NaN where it is out of reach. */
        double logDeterminant();

        /** Covariance of two coefficients. */
        double ofCoefficients(int k, int l);

        /** Standard deviations of the effects of a factor around their modes, on the logit scale. */
        double[] sds(int factor);

        /** Covariance of the effects of a factor on the logit scale. */
        Covariance covariance(int factor);
    }

    private final Layout layout;
    private final FitSettings settings;
    private final Effects effects;
    private final double[] sd;

    /**
     * @param effects at the mode, on the logit scale
     * @param sd standard deviations by factor
     */
    Summary(Layout layout, FitSettings settings, Effects effects, double[] sd) {
        this.layout = layout;
        this.settings = settings;
        this.effects = effects;
        this.sd = sd;
    }

    /**
     * @param uncertainty null where the log-likelihood is all that is wanted
     * @param covariance of the coefficients, by rows; null where that of {@code uncertainty} must do
     * @param warnings beside those that every method has
     */
    Fit of(
            double logLik,
            @Nullable Uncertainty uncertainty,
            double @Nullable [] covariance,
            int iterations,
            boolean converged,
            List<FitWarning> warnings) {
        var fixed = new ArrayList<FixedEffect>();
        var random = new ArrayList<FactorFit>();
        var covariances = new HashMap<String, Covariance>();
        if (uncertainty != null) {
            for (int c = 0; c < layout.coefficients; c++) {
                fixed.add(coefficient(uncertainty, covariance, c));
            }
            for (int k = 0; k < layout.factors; k++) {
                var factor = layout.design.random().get(k);
                double[] sds = uncertainty.sds(k);
                if (settings.covarianceOf().contains(factor.name())) {
                    var joint = uncertainty.covariance(k);
                    covariances.put(factor.name(), joint);
                    Arrays.setAll(sds, i -> i < joint.size() ? joint.sd(i) : 0);
                }
                random.add(factor(sds, k, factor));
            }
        }
        var all = warnings(converged);
        all.addAll(warnings);
        return new Fit(
                settings.method(),
                layout.rows.rows,
                logLik,
                List.of(),
                fixed,
                random,
                covariances,
                settings.estimated(layout.design),
                iterations,
                converged,
                all);
    }

    private FixedEffect coefficient(Uncertainty uncertainty, double @Nullable [] covariance, int c) {
        double estimate = effects.remainder[layout.beta + c];
        double variance = covariance(uncertainty, covariance, c, c);
        var thresholds = layout.design.thresholds();
        if (thresholds != null && c > 0 && c < thresholds.names.size()) {
            // thresholds are reported as they are, the search has them as contrasts with the first
            estimate += effects.remainder[layout.beta];
            variance += covariance(uncertainty, covariance, 0, 0) + 2 * covariance(uncertainty, covariance, c, 0);
        }
        return new FixedEffect(layout.design.coefficients().get(c), estimate, Math.sqrt(variance), true);
    }

    private double covariance(Uncertainty uncertainty, double @Nullable [] covariance, int c, int d) {
        return covariance == null ? uncertainty.ofCoefficients(c, d) : covariance[c * layout.coefficients + d];
    }

    private FactorFit factor(double[] sds, int k, RandomFactor factor) {
        int size = layout.reported(k);
        int begin = layout.place(k).begin();
        double[] from = begin < 0 ? effects.primary : effects.remainder;
        double[] modes = Arrays.copyOfRange(from, Math.max(0, begin), Math.max(0, begin) + size);
        return new FactorFit(factor.name(), factor.levels().subList(0, size), sd[k], modes, Arrays.copyOf(sds, size));
    }

    private List<FitWarning> warnings(boolean converged) {
        var warnings = new ArrayList<FitWarning>();
        for (int k = 0; k < layout.factors; k++) {
            var name = layout.design.random().get(k).name();
            if (sd[k] == 0 && !settings.givenSd().containsKey(name)) {
                warnings.add(new FitWarning(
                        FitWarning.Code.SINGULAR,
                        "The standard deviation of " + name + " is estimated as zero: its levels do not differ by more"
                                + " than chance, and the fit is that of a model without it."));
            }
        }
        if (!converged) {
            warnings.add(new FitWarning(
                    FitWarning.Code.NOT_CONVERGED,
                    "The search ended before the estimates had settled: the figures are not final."));
        }
        return warnings;
    }
}
