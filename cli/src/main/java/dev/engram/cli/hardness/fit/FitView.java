package dev.engram.cli.hardness.fit;

import dev.engram.hardness.glmm.FactorFit;
import dev.engram.hardness.glmm.Fit;
import dev.engram.hardness.glmm.FitWarning;
import dev.engram.hardness.glmm.FixedEffect;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.ordinal.OrdinalFit;
import java.util.List;

/**
 * What is shown of a fit, whatever its response.
 *
 * @param ordinal    whether the response has ordered categories
 * @param thresholds of an ordinal response, else empty
 */
record FitView(
        Method method,
        int rows,
        double logLik,
        boolean ordinal,
        List<FixedEffect> thresholds,
        List<FixedEffect> fixed,
        List<FactorFit> random,
        int iterations,
        boolean converged,
        List<String> warnings) {
    FitView {
        thresholds = List.copyOf(thresholds);
        fixed = List.copyOf(fixed);
        random = List.copyOf(random);
        warnings = List.copyOf(warnings);
    }

    static FitView of(Fit fit) {
        return new FitView(
                fit.method(),
                fit.rows(),
                fit.logLik(),
                false,
                List.of(),
                fit.fixed(),
                fit.random(),
                fit.iterations(),
                fit.converged(),
                sentences(fit.warnings()));
    }

    static FitView of(OrdinalFit fit) {
        return new FitView(
                fit.method(),
                fit.rows(),
                fit.logLik(),
                true,
                fit.thresholds(),
                fit.fixed(),
                fit.random(),
                fit.iterations(),
                fit.converged(),
                sentences(fit.warnings()));
    }

    private static List<String> sentences(List<FitWarning> warnings) {
        return warnings.stream().map(FitWarning::sentence).toList();
    }
}
