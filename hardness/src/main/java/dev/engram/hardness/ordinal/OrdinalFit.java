package dev.engram.hardness.ordinal;

import dev.engram.hardness.glmm.Covariance;
import dev.engram.hardness.glmm.FactorFit;
import dev.engram.hardness.glmm.FitWarning;
import dev.engram.hardness.glmm.FixedEffect;
import dev.engram.hardness.glmm.Method;
import java.util.List;
import java.util.Map;

/**
 * A fitted ordinal model, {@code logit P(Y <= k) = alpha_k + eta}. Standard errors, standard deviations of modes and covariances
 * come from the inverse of the joint Hessian of thresholds, fixed and random effects at the standard deviations found; those
 * of {@code ordinal::clmm} come from the Hessian of the marginal likelihood and differ a little.
 */
public final class OrdinalFit {
    private final Method method;
    private final int rows;
    private final double logLik;
    private final List<FixedEffect> thresholds;
    private final List<FixedEffect> fixed;
    private final List<FactorFit> random;
    private final Map<String, Covariance> covariances;
    private final int iterations;
    private final boolean converged;
    private final List<String> missingCategories;
    private final List<FitWarning> warnings;

    OrdinalFit(
            Method method,
            int rows,
            double logLik,
            List<FixedEffect> thresholds,
            List<FixedEffect> fixed,
            List<FactorFit> random,
            Map<String, Covariance> covariances,
            int iterations,
            boolean converged,
            List<String> missingCategories,
            List<FitWarning> warnings) {
        this.method = method;
        this.rows = rows;
        this.logLik = logLik;
        this.thresholds = List.copyOf(thresholds);
        this.fixed = List.copyOf(fixed);
        this.random = List.copyOf(random);
        this.covariances = Map.copyOf(covariances);
        this.iterations = iterations;
        this.converged = converged;
        this.missingCategories = List.copyOf(missingCategories);
        this.warnings = List.copyOf(warnings);
    }

    /** What was optimised. */
    public Method method() {
        return method;
    }

    /** Number of rows. */
    public int rows() {
        return rows;
    }

    /** Laplace approximation of the log-likelihood; with a shift, the prior that keeps thresholds in order is part of it. */
    public double logLik() {
        return logLik;
    }

    /** alpha_k, ascending, named by the categories they part, such as {@code Again|Hard}. */
    public List<FixedEffect> thresholds() {
        return thresholds;
    }

    /** The coefficients that were estimated; a larger one makes worse categories likelier. */
    public List<FixedEffect> fixed() {
        return fixed;
    }

    /** The random factors in the order of the design, then the shift if there is one. */
    public List<FactorFit> random() {
        return random;
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

    /** Evaluations of the log-likelihood. */
    public int iterations() {
        return iterations;
    }

    /** Whether the iterations ended at an optimum and not at their limit. */
    public boolean converged() {
        return converged;
    }

    /** Categories without rows, which have no threshold; a shift of a threshold beside one is left out. */
    public List<String> missingCategories() {
        return missingCategories;
    }

    /** What a reader must know. */
    public List<FitWarning> warnings() {
        return warnings;
    }
}
