package dev.engram.hardness.ordinal;

import dev.engram.hardness.glmm.Covariance;
import dev.engram.hardness.glmm.FactorFit;
import dev.engram.hardness.glmm.FitSettings;
import dev.engram.hardness.glmm.FitWarning;
import dev.engram.hardness.glmm.FitWarning.Code;
import dev.engram.hardness.glmm.FixedEffect;
import dev.engram.hardness.glmm.MixedModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** From a mode to what is reported of it. */
final class Summary {
    /** Beyond these an estimate is where the iterations stopped: odds of 20,000 to 1, known to within nothing. */
    private static final double FAR = 10;

    private static final double VAGUE = 10;

    private final Layout layout;
    private final State state;
    private final BlockSystem system;
    private final Inverse inverse;
    private final FixedColumns columns;

    private Summary(Layout layout, Mode mode) {
        this.layout = layout;
        state = mode.state();
        system = mode.system();
        inverse = new Inverse(system, layout.columns);
        columns = new FixedColumns(layout);
    }

    static OrdinalFit of(Layout layout, Mode mode, Optimum optimum, FitSettings settings) {
        var summary = new Summary(layout, mode);
        var thresholds = new ArrayList<FixedEffect>();
        for (int k = 0; k < layout.observed.thresholds(); k++) {
            thresholds.add(summary.threshold(k));
        }
        var fixed = new ArrayList<FixedEffect>();
        for (int i = 0; i < layout.betaColumn.length; i++) {
            if (layout.betaColumn[i] >= 0) {
                fixed.add(summary.coefficient(i));
            }
        }
        var random = new ArrayList<FactorFit>();
        Map<String, Covariance> covariances = new HashMap<>();
        for (int f = 0; f < layout.factors(); f++) {
            random.add(summary.factor(f));
            if (settings.covarianceOf().contains(layout.names.get(f))) {
                covariances.put(layout.names.get(f), summary.covariance(f));
            }
        }
        return new OrdinalFit(
                settings.method(),
                layout.design.rows(),
                mode.logLik(),
                thresholds,
                fixed,
                random,
                covariances,
                optimum.evaluations(),
                optimum.converged(),
                layout.observed.missing(),
                summary.warnings(optimum, fixed, settings));
    }

    private FixedEffect coefficient(int i) {
        int column = layout.betaColumn[i];
        double estimate = state.rest[column];
        double se = Math.sqrt(inverse.rest[column * inverse.size + column]);
        double spread = columns.spread[i];
        return new FixedEffect(layout.coefficients.get(i), estimate, se, !isFar(spread * estimate, spread * se));
    }

    /** Whether a threshold is far is asked where numeric columns have their means, not where they are zero. */
    private FixedEffect threshold(int k) {
        int column = layout.alphaAt + k;
        double estimate = state.rest[column];
        double variance = inverse.rest[column * inverse.size + column];
        double[] at = new double[inverse.size];
        at[column] = 1;
        for (int i = 0; i < columns.mean.length; i++) {
            if (layout.betaColumn[i] >= 0) {
                at[layout.betaColumn[i]] = columns.mean[i];
            }
        }
        double there = 0;
        double varianceThere = 0;
        for (int i = layout.randomColumns; i < at.length; i++) {
            there += at[i] * state.rest[i];
            for (int j = layout.randomColumns; j < at.length; j++) {
                varianceThere += at[i] * at[j] * inverse.rest[i * inverse.size + j];
            }
        }
        boolean far = isFar(there, Math.sqrt(Math.max(0, varianceThere)));
        return new FixedEffect(layout.observed.threshold(k), estimate, Math.sqrt(variance), !far);
    }

    private static boolean isFar(double estimate, double se) {
        return Math.abs(estimate) > FAR && se > VAGUE;
    }

    private FactorFit factor(int f) {
        int size = layout.levels.get(f).size();
        double[] modes = new double[size];
        double[] sds = new double[size];
        int at = layout.factorAt[f];
        for (int i = 0; i < size; i++) {
            double variance = at < 0 ? inverse.apart[i] : inverse.rest[(at + i) * inverse.size + at + i];
            modes[i] = state.sd[f] * (at < 0 ? state.apart[i] : state.rest[at + i]) + 0.0; // no -0
            sds[i] = state.sd[f] * Math.sqrt(variance);
        }
        return new FactorFit(layout.names.get(f), layout.levels.get(f), state.sd[f], modes, sds);
    }

    private Covariance covariance(int f) {
        int size = layout.levels.get(f).size();
        int at = layout.factorAt[f];
        double variance = state.sd[f] * state.sd[f];
        double[][] covariance = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                double value = at < 0 ? apart(i, j) : inverse.rest[(at + i) * inverse.size + at + j];
                covariance[i][j] = variance * value;
                covariance[j][i] = covariance[i][j];
            }
        }
        return Covariance.of(covariance);
    }

    private double apart(int i, int j) {
        if (i == j) {
            return inverse.apart[i];
        }
        double sum = 0;
        for (int x = 0; x < inverse.size; x++) {
            sum -= system.cross[i * inverse.size + x] * inverse.cross[j * inverse.size + x];
        }
        return sum / system.diagonal[i];
    }

    private List<FitWarning> warnings(Optimum optimum, List<FixedEffect> fixed, FitSettings settings) {
        var warnings = new ArrayList<FitWarning>();
        for (int f = 0; f < layout.factors(); f++) {
            var name = layout.names.get(f);
            if (state.sd[f] == 0 && !settings.givenSd().containsKey(name)) {
                warnings.add(
                        new FitWarning(Code.SINGULAR, "The standard deviation of " + name + " is estimated as 0."));
            }
        }
        warnings.addAll(
                MixedModel.confounded(layout.design.terms(), settings.givenSd().keySet()));
        for (int i = 0; i < layout.betaColumn.length; i++) {
            if (layout.betaColumn[i] < 0) {
                warnings.add(new FitWarning(
                        Code.ALIASED, layout.coefficients.get(i) + " is left out: others determine it."));
            }
        }
        fixed.stream()
                .filter(effect -> !effect.bounded())
                .forEach(effect -> warnings.add(
                        new FitWarning(Code.SEPARATION, effect.name() + " has no finite estimate (separation).")));
        if (!optimum.converged()) {
            warnings.add(new FitWarning(Code.NOT_CONVERGED, "The iterations ended at their limit."));
        }
        return warnings;
    }
}
