package dev.engram.hardness.glmm;

/** Hears how far a fit is. Called by the thread that asked for the fit. */
@FunctionalInterface
public interface FitProgress {
    /** Says nothing. */
    FitProgress SILENT = (iteration, logLik) -> {};

    /**
     * An outer iteration is done.
     *
     * @param iteration 1, 2, ...
     * @param logLik the log-likelihood there, NaN where the method has none on its way
     */
    void done(int iteration, double logLik);
}
