package dev.engram.hardness.glmm;

/** How the standard deviations and the effects are estimated. The three have different optima. */
public enum Method {
    /**
     * Fixed and random effects at their joint mode, the standard deviations at the optimum of the Laplace approximation
     * there: what lme4 calls {@code nAGQ = 0}.
     */
    JOINT,
    /**
     * Fixed effects and standard deviations at the optimum of the Laplace approximation, the random effects at their mode
     * given those: what lme4 calls {@code nAGQ = 1}.
     */
    LAPLACE,
    /**
     * Fixed and random effects at their joint mode, each standard deviation at the fixed point of s^2 = (b'b + tr V) / q: b
     * the q modes of a factor, V their block of the inverse of the joint Hessian. Another optimum than that of the other two.
     *
     * <p>For many rows. Where the inverse at each step would take long (more than some 330 effects beside the grouping with
     * the most levels), V is the covariance while only one grouping with its memberships is unknown. With many rows for
     * each level that is nearly the same. Otherwise the standard deviations are too small, down to zero; the fit then has a
     * warning {@link FitWarning.Code#CONDITIONAL_VARIANCE} for each of which the joint inverse says so, or of which it
     * cannot be told.
     */
    FAST
}
