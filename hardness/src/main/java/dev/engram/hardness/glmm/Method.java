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
     * <p>For many rows. With more than some 330 effects beside the grouping with the most levels that inverse is not made at
     * each step: V is the covariance while only one grouping with its memberships is unknown, its trace corrected by its
     * share in the joint one, which is taken again until it changes by less than 1e-4. From about 1,200 effects on the
     * inverse would take too long for that, and with 150 rows or more for each effect it would take most of the time for
     * little: nothing is corrected, and standard deviations are too small where levels have few rows or hang together,
     * down to zero. The fit has a warning {@link FitWarning.Code#CONDITIONAL_VARIANCE} for each
     * that is more than 2.5 per cent off, or of which that cannot be told.
     */
    FAST
}
