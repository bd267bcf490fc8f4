package dev.engram.hardness.study.report;

import java.util.List;

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
        List<Coefficient> fixed,
        List<Spread> spreads,
        int iterations,
        boolean converged,
        String covariance,
        List<String> warnings) {
    /**
     * @param name     of the fixed effect
     * @param estimate on the logit scale
     * @param se       its standard error
     * @param bounded  whether a finite estimate exists; if not, the figures mean nothing but the sign
     */
    public record Coefficient(String name, double estimate, double se, boolean bounded) {}

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

    /** @throws IllegalArgumentException if there is no such factor */
    public double sd(String factor) {
        return spreads.stream()
                .filter(spread -> spread.factor().equals(factor))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no factor " + factor))
                .sd();
    }
}
