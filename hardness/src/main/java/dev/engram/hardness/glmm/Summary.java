package dev.engram.hardness.glmm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** From a mode to what is told of it: estimates with their uncertainty from the joint inverse. */
final class Summary {
    private final Layout layout;
    private final FitSettings settings;
    private final Method method;

    Summary(Layout layout, FitSettings settings, Method method) {
        this.layout = layout;
        this.settings = settings;
        this.method = method;
    }

    Fit of(Mode mode, int iterations, boolean converged) {
        var inverse = new JointInverse(layout, mode);
        var names = layout.design.coefficients();
        var fixed = new ArrayList<FixedEffect>();
        for (int c = 0; c < layout.coefs; c++) {
            int column = layout.randomColumns + c;
            fixed.add(new FixedEffect(
                    names.get(c), mode.effects().columns[column], Math.sqrt(inverse.variance(column)), true));
        }
        var random = new ArrayList<FactorFit>();
        var covariances = new HashMap<String, Covariance>();
        for (int k = 0; k < layout.design.random().size(); k++) {
            var factor = layout.design.random().get(k);
            random.add(factor(mode, inverse, k, factor));
            if (settings.covarianceOf().contains(factor.name())) {
                covariances.put(factor.name(), inverse.covariance(k));
            }
        }
        return new Fit(
                method,
                layout.rows,
                mode.laplace(),
                fixed,
                random,
                covariances,
                iterations,
                converged,
                warnings(mode, converged));
    }

    private FactorFit factor(Mode mode, JointInverse inverse, int k, RandomFactor factor) {
        int size = factor.levels().size();
        double sd = mode.scales().sd[k];
        var modes = new double[size];
        var modeSds = new double[size];
        if (k == layout.eliminated) {
            for (int j = 0; j < size; j++) {
                modes[j] = sd * mode.effects().eliminated[j];
                modeSds[j] = sd * Math.sqrt(inverse.varianceOfLevel(j));
            }
        } else {
            int from = layout.from(k);
            for (int i = 0; i < size; i++) {
                modes[i] = sd * mode.effects().columns[from + i];
                modeSds[i] = sd * Math.sqrt(inverse.variance(from + i));
            }
        }
        return new FactorFit(factor.name(), factor.levels(), sd, modes, modeSds);
    }

    private List<FitWarning> warnings(Mode mode, boolean converged) {
        var warnings = new ArrayList<FitWarning>();
        for (int k = 0; k < layout.design.random().size(); k++) {
            var name = layout.design.random().get(k).name();
            if (mode.scales().sd[k] == 0 && !settings.givenSd().containsKey(name)) {
                warnings.add(new FitWarning(
                        FitWarning.Code.SINGULAR,
                        "The standard deviation of " + name + " is estimated as zero: its levels do not differ by more"
                                + " than chance, and the fit is that of a model without it."));
            }
        }
        if (!converged) {
            warnings.add(new FitWarning(
                    FitWarning.Code.NOT_CONVERGED,
                    "The search ended before the log-likelihood was at its highest: the figures are not final."));
        }
        return warnings;
    }
}
