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
 */
public final class Fit implements FitOutcome {
    private final Method method;
    private final int rows;
    private final double logLik;
    private final List<FixedEffect> fixed;
    private final List<FactorFit> random;
    private final Map<String, Covariance> covariances;
    private final Set<String> estimatedSds;
    private final int iterations;
    private final boolean converged;
    private final List<FitWarning> warnings;

    /** Of what a method found; see the methods of the same names. */
    public Fit(
            Method method,
            int rows,
            double logLik,
            List<FixedEffect> fixed,
            List<FactorFit> random,
            Map<String, Covariance> covariances,
            Set<String> estimatedSds,
            int iterations,
            boolean converged,
            List<FitWarning> warnings) {
        this.method = method;
        this.rows = rows;
        this.logLik = logLik;
        this.fixed = List.copyOf(fixed);
        this.random = List.copyOf(random);
        this.covariances = Map.copyOf(covariances);
        this.estimatedSds = Set.copyOf(estimatedSds);
        this.iterations = iterations;
        this.converged = converged;
        this.warnings = List.copyOf(warnings);
    }

    /** The same fit, of so many rows, with other fixed effects and warnings. */
    public Fit with(int otherRows, List<FixedEffect> otherFixed, List<FitWarning> otherWarnings) {
        return new Fit(
                method,
                otherRows,
                logLik,
                otherFixed,
                random,
                covariances,
                estimatedSds,
                iterations,
                converged,
                otherWarnings);
    }

    /** What was optimised. */
    public Method method() {
        return method;
    }

    /** Number of rows. */
    public int rows() {
        return rows;
    }

    /**
     * Laplace approximation of the log-likelihood. By {@link Method#PQL} it is that at the fixed point, which is no maximum of it
     * and not for tests between models, and NaN where its determinant could not be afforded.
     */
    public double logLik() {
        return logLik;
    }

    /** Number of estimated parameters: coefficients, thresholds and standard deviations that were not given. */
    public int parameters() {
        return fixed.size() + estimatedSds.size();
    }

    /** The random factors whose standard deviations were estimated and not given. */
    public Set<String> estimatedSds() {
        return estimatedSds;
    }

    /** Akaike's criterion, twice {@link #parameters} less twice the log-likelihood; NaN by {@link Method#PQL}. */
    public double aic() {
        return method == Method.PQL ? Double.NaN : 2 * parameters() - 2 * logLik;
    }

    /** Schwarz's criterion, with the number of rows; NaN by {@link Method#PQL}. */
    public double bic() {
        return method == Method.PQL ? Double.NaN : Math.log(rows) * parameters() - 2 * logLik;
    }

    /** The coefficients that were estimated, the intercept first; those left out are named by a warning. */
    public List<FixedEffect> fixed() {
        return fixed;
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

    /** The random factors, in the order of the design. */
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
     * Covariance of the effects of a factor, which must be one of {@link FitSettings#covarianceOf}.
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

    /** Outer iterations: evaluations of the log-likelihood, or passes over the rows for {@link Method#PQL}. */
    public int iterations() {
        return iterations;
    }

    /** Whether the iterations ended at an optimum and not at their limit. */
    public boolean converged() {
        return converged;
    }

    /** What a reader must know. */
    public List<FitWarning> warnings() {
        return warnings;
    }
}
