package dev.engram.hardness.glmm.laplace;

/**
 * The effects at the mode, with the sums over the rows and the Hessian there. The sums belong to the search that found the
 * mode and hold until its next call.
 *
 * @param effects spherical effects and coefficients
 * @param scales the standard deviations
 * @param sums the row pass at the mode
 * @param hessian the factored Hessian at the mode
 * @param objective the penalised log-likelihood
 */
record Mode(Effects effects, Scales scales, RowPass sums, Hessian hessian, double objective) {
    /** Laplace approximation of the log-likelihood. */
    double laplace() {
        return objective - hessian.logDeterminant() / 2;
    }
}
