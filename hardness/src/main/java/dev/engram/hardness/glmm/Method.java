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
     * the q modes of a factor, V their posterior covariance where only the grouping with its memberships is unknown. For
     * many rows; not the optimum of the other two, below which its standard deviations lie where levels are few.
     */
    FAST
}
