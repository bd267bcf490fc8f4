package dev.engram.hardness.ordinal;

import dev.engram.hardness.glmm.Covariance;
import dev.engram.hardness.glmm.FactorFit;
import dev.engram.hardness.glmm.Fit;
import dev.engram.hardness.glmm.FitWarning;
import dev.engram.hardness.glmm.FixedEffect;
import dev.engram.hardness.glmm.Method;
import java.util.List;

/** A fitted ordinal model, {@code logit P(Y <= k) = alpha_k + eta}. Uncertainties are those of {@link Fit}. */
public final class OrdinalFit {
    private final Fit fit;
    private final int thresholds;
    private final List<String> missingCategories;

    OrdinalFit(Fit fit, int thresholds, List<String> missingCategories) {
        this.fit = fit;
        this.thresholds = thresholds;
        this.missingCategories = List.copyOf(missingCategories);
    }

    /** What was optimised. */
    public Method method() {
        return fit.method();
    }

    /** Number of rows. */
    public int rows() {
        return fit.rows();
    }

    /** Laplace approximation of the log-likelihood; with a shift, the prior that keeps thresholds in order is part of it. */
    public double logLik() {
        return fit.logLik();
    }

    /** Number of estimated parameters, standard deviations included. */
    public int parameters() {
        return fit.parameters();
    }

    /** Akaike's criterion. */
    public double aic() {
        return fit.aic();
    }

    /** Schwarz's criterion, with the number of rows. */
    public double bic() {
        return fit.bic();
    }

    /** alpha_k, ascending, named by the categories they part, such as {@code Again|Hard}. */
    public List<FixedEffect> thresholds() {
        return fit.fixed().subList(0, thresholds);
    }

    /** The coefficients that were estimated; a larger one makes worse categories likelier. */
    public List<FixedEffect> fixed() {
        return fit.fixed().subList(thresholds, fit.fixed().size());
    }

    /** The random factors in the order of the design, then the shift if there is one. */
    public List<FactorFit> random() {
        return fit.random();
    }

    /**
     * The random factor of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public FactorFit random(String name) {
        return fit.random(name);
    }

    /**
     * Covariance of the effects of a factor.
     *
     * @throws IllegalArgumentException if it was not asked for
     */
    public Covariance covariance(String factor) {
        return fit.covariance(factor);
    }

    /** Evaluations of the log-likelihood. */
    public int iterations() {
        return fit.iterations();
    }

    /** Whether the iterations ended at an optimum and not at their limit. */
    public boolean converged() {
        return fit.converged();
    }

    /** Categories without rows, which have no threshold; a shift of a threshold beside one is left out. */
    public List<String> missingCategories() {
        return missingCategories;
    }

    /** What a reader must know. */
    public List<FitWarning> warnings() {
        return fit.warnings();
    }
}
