package dev.engram.studies.fit;

import dev.engram.hardness.glmm.FactorFit;
import dev.engram.hardness.glmm.FixedEffect;
import dev.engram.hardness.glmm.LikelihoodRatioTest;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.glmm.Unfit;
import dev.engram.hardness.glmm.fit.ProfileInterval;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
     * @param profiles   95 % profile intervals of standard deviations by factor; empty if not asked for
     * @param comparison with a smaller model; null if not asked for, or not possible, which a warning explains
     * @param thresholds of an ordinal response, else empty
     */
    record Fitted(
            Method method,
            int rows,
            double logLik,
            int parameters,
            double aic,
            double bic,
            Map<String, ProfileInterval> profiles,
            @Nullable Comparison comparison,
            boolean ordinal,
            List<FixedEffect> thresholds,
            List<FixedEffect> fixed,
            List<FactorFit> random,
            int iterations,
            boolean converged,
            List<String> warnings)
            implements FitResult {}

    /**
     * A smaller model beside the fit.
     *
     * @param without    the terms that it lacks
     * @param logLik     Laplace approximation of its log-likelihood
     * @param parameters how many were estimated
     * @param aic        of it
     * @param bic        of it
     * @param converged  whether its iterations ended at an optimum
     * @param test       of the smaller model against the fit
     */
    record Comparison(
            List<String> without,
            double logLik,
            int parameters,
            double aic,
            double bic,
            boolean converged,
            LikelihoodRatioTest test) {}
}
