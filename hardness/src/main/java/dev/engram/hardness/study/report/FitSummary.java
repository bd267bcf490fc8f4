package dev.engram.hardness.study.report;

import dev.engram.hardness.frame.Formula;
import dev.engram.hardness.glmm.Fit;
import dev.engram.hardness.glmm.FitWarning;
import dev.engram.hardness.glmm.FixedEffect;
import java.util.List;
import java.util.Locale;

/**
 * The primary fit in figures.
 *
 * @param method      joint or pql
 * @param logLik      Laplace log-likelihood at the joint mode
 * @param fixed       fixed effects, the intercept first
 * @param spreads     standard deviations of learner, card and tag effects, in this order
 * @param iterations  of the fit
 * @param converged   whether its criterion was met
 * @param covariance  how the covariance of the tag effects was got, in words
 * @param warnings    of the engine
 */
public record FitSummary(
        String method,
        double logLik,
        List<FixedEffect> fixed,
        List<Spread> spreads,
        int iterations,
        boolean converged,
        String covariance,
        List<String> warnings) {
    /**
     * @param factor learner, card or tag
     * @param levels number of them
     * @param sd     standard deviation of their effects, {@code >= 0}
     */
    public record Spread(String factor, int levels, double sd) {}

    public FitSummary {
        fixed = List.copyOf(fixed);
        spreads = List.copyOf(spreads);
        warnings = List.copyOf(warnings);
    }

    /** The figures of a fit that has the covariance of the tags. */
    public static FitSummary of(Fit fit) {
        return new FitSummary(
                fit.method().name().toLowerCase(Locale.ROOT),
                fit.logLik(),
                fit.fixed(),
                fit.random().stream()
                        .map(factor -> new Spread(factor.name(), factor.levels().size(), factor.sd()))
                        .toList(),
                fit.iterations(),
                fit.converged(),
                fit.covariance(Formula.TAG).conditional()
                        ? "of tags and cards, learners and fixed effects taken as known"
                        : "joint over all effects",
                fit.warnings().stream().map(FitWarning::sentence).toList());
    }

    /** @throws IllegalArgumentException if there is no such factor */
    public double sd(String factor) {
        return spreads.stream()
                .filter(spread -> spread.factor().equals(factor))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no factor " + factor))
                .sd();
    }
}
