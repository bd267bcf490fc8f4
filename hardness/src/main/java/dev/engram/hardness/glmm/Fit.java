package dev.engram.hardness.glmm;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A fitted model.
 *
 * <p>Standard errors of fixed effects by {@link Method#LAPLACE} come from the Hessian of the deviance in standard deviations and
 * fixed effects, as {@code summary} prints them in R. By the other methods they come from the inverse of the joint Hessian of
 * fixed and random effects: they take the standard deviations of the random effects as known. Standard deviations of modes and
 * covariances always come from that inverse: given the standard deviations, with the fixed effects unknown. A warning
 * {@link FitWarning.Code#CONDITIONAL} says where it is otherwise.
 *
 * @param method what was optimised
 * @param rows number of rows
 * @param logLik Laplace approximation of the log-likelihood. By {@link Method#PQL} it is that at the fixed point, which is no
 *     maximum of it and not for tests between models, and NaN where its determinant could not be afforded. With thresholds that
 *     shift, the prior that keeps them in order is part of it
 * @param thresholds of an ordered response, ascending, named by the categories they part, such as {@code Again|Hard}; else empty
 * @param fixed the coefficients that were estimated, the intercept first if there is one; those left out are named by a warning
 * @param random the random factors, in the order of the design
 * @param covariances of the effects of the factors in {@link FitSettings#covarianceOf}
 * @param estimatedSds the random factors whose standard deviations were estimated and not given
 * @param iterations evaluations of the log-likelihood, or passes over the rows for {@link Method#PQL}
 * @param converged whether the iterations ended at an optimum and not at their limit
 * @param warnings what a reader must know
 */
public record Fit(
        Method method,
        int rows,
        double logLik,
        List<FixedEffect> thresholds,
        List<FixedEffect> fixed,
        List<FactorFit> random,
        Map<String, Covariance> covariances,
        Set<String> estimatedSds,
        int iterations,
        boolean converged,
        List<FitWarning> warnings)
        implements FitOutcome {
    public Fit {
        thresholds = List.copyOf(thresholds);
        fixed = List.copyOf(fixed);
        random = List.copyOf(random);
        covariances = Map.copyOf(covariances);
        estimatedSds = Set.copyOf(estimatedSds);
        warnings = List.copyOf(warnings);
    }

    /** Number of estimated parameters: coefficients, thresholds and standard deviations that were not given. */
    public int parameters() {
        return thresholds.size() + fixed.size() + estimatedSds.size();
    }

    /** Akaike's criterion, twice {@link #parameters} less twice the log-likelihood; NaN by {@link Method#PQL}. */
    public double aic() {
        return method == Method.PQL ? Double.NaN : 2 * parameters() - 2 * logLik;
    }

    /** Schwarz's criterion, with the number of rows; NaN by {@link Method#PQL}. */
    public double bic() {
        return method == Method.PQL ? Double.NaN : Math.log(rows) * parameters() - 2 * logLik;
    }

    /**
     * The coefficient of this name.
     *
     * @throws IllegalArgumentException if it was not estimated
     */
    public FixedEffect fixed(String name) {
        return fixed.stream()
                .filter(effect -> effect.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("name: no coefficient " + name));
    }

    /**
     * The random factor of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public FactorFit random(String name) {
        return random.stream()
                .filter(factor -> factor.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("name: no random factor " + name));
    }

    /**
     * Covariance of the effects of a factor.
     *
     * @throws IllegalArgumentException if it was not asked for
     */
    public Covariance covariance(String factor) {
        var covariance = covariances.get(factor);
        if (covariance == null) {
            throw new IllegalArgumentException("factor: the covariance of " + factor + " was not asked for");
        }
        return covariance;
    }
}
