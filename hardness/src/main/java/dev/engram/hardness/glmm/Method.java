package dev.engram.hardness.glmm;

/** How the standard deviations and the effects are estimated. The three have different optima. */
public enum Method {
    /**
     * Penalised iteratively reweighted least squares: fixed and random effects at their joint mode, the standard deviations at
     * the optimum of the Laplace approximation there: what lme4 calls {@code nAGQ = 0}.
     */
    JOINT,
    /**
     * Fixed effects and standard deviations at the optimum of the Laplace approximation, the random effects at their mode
     * given those: what lme4 calls {@code nAGQ = 1}.
     */
    LAPLACE,
    /**
     * Penalised quasi-likelihood with REML (Schall 1991; Breslow and Clayton 1993): fixed and random effects at their joint mode,
     * each standard deviation at the fixed point of s^2 = (b'b + tr V) / q: b the q modes of a factor, V their block of the
     * inverse of the joint Hessian. For binary responses with few rows for each level its standard deviations are known to
     * be biased towards zero. It maximises no likelihood: {@link Fit#logLik} is the Laplace approximation at the fixed point,
     * and not for tests between models.
     *
     * <p>For designs that are too large for the others. Where the inverse takes too long at each step (some 330 effects beside
     * the grouping with most levels), V is the
     * covariance while only one grouping with its memberships is unknown, and its trace is corrected by the difference to the
     * joint one: from the inverse, or above some 450 effects by Hutchinson's estimator with fixed signs, whose standard error is
     * about a quarter of a per cent of a standard deviation, more where levels have a row or two.
     */
    PQL
}
