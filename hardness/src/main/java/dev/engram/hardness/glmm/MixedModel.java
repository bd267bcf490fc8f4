package dev.engram.hardness.glmm;

/** Fits logistic mixed models with independent random effects. */
public final class MixedModel {
    private MixedModel() {}

    /** Fits a design. */
    public static FitOutcome fit(Design design, FitSettings settings) {
        return fit(design, settings, FitProgress.SILENT);
    }

    /**
     * Fits a design. The same design and settings give the same bits, whatever the number of threads.
     *
     * @throws IllegalArgumentException if the settings name a factor that the design does not have
     */
    public static FitOutcome fit(Design design, FitSettings settings, FitProgress progress) {
        return switch (settings.method()) {
            case JOINT -> JointFit.fit(design, settings, progress);
            case LAPLACE -> LaplaceFit.fit(design, settings, progress);
            case FAST -> FastFit.fit(design, settings, progress);
        };
    }
}
