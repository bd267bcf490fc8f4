package dev.engram.studies.fit;

import dev.engram.hardness.glmm.FactorFit;
import dev.engram.hardness.glmm.FixedEffect;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.glmm.Unfit;
import java.util.List;

/** What came of fitting a model to a file. */
public sealed interface FitResult {
    /** What a reader must know, in sentences: of the files first, then of the fit. */
    List<String> warnings();

    /** Nothing could be fitted; {@code why} says what is wrong. */
    record Unfitted(Unfit why, List<String> warnings) implements FitResult {}

    /**
     * A fit.
     *
     * @param ordinal    whether the response has ordered categories
     * @param logLik     Laplace approximation of the log-likelihood
     * @param parameters how many were estimated, standard deviations included
     * @param aic        NaN where the method has no likelihood
     * @param bic        NaN where the method has no likelihood
     * @param thresholds of an ordinal response, else empty
     */
    record Fitted(
            Method method,
            int rows,
            double logLik,
            int parameters,
            double aic,
            double bic,
            boolean ordinal,
            List<FixedEffect> thresholds,
            List<FixedEffect> fixed,
            List<FactorFit> random,
            int iterations,
            boolean converged,
            List<String> warnings)
            implements FitResult {}
}
