package dev.engram.hardness.glmm.engine;

import dev.engram.hardness.glmm.Covariance;

/** How sure the effects at a mode are, given the standard deviations. */
interface Uncertainty {
    /** ln det of the joint Hessian of the random effects in spherical effects; NaN where it is out of reach. */
    double logDeterminant();

    /** Covariance of two coefficients. */
    double ofCoefficients(int k, int l);

    /** Standard deviations of the effects of a factor around their modes, on the logit scale. */
    double[] sds(int factor);

    /** Covariance of the effects of a factor on the logit scale. */
    Covariance covariance(int factor);
}
