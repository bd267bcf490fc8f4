package dev.engram.hardness.glmm.fit;

import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.Fit;
import dev.engram.hardness.glmm.FitOutcome;
import dev.engram.hardness.glmm.FitProgress;
import dev.engram.hardness.glmm.FitSettings;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.glmm.Unfit;
import dev.engram.hardness.glmm.engine.LaplaceFit;
import dev.engram.hardness.glmm.engine.PqlFit;
import dev.engram.hardness.glmm.numeric.WorkerTeam;

/** Fits logistic mixed models with independent random effects. */
public final class MixedModel {
    /** Effects up to which factors of the dense remainder take seconds, so that a fit takes minutes at most. */
    private static final int MOST_QUICK = 2_000;

    private MixedModel() {}

    public static FitOutcome fit(Design design, FitSettings settings) {
        return fit(design, settings, FitProgress.SILENT);
    }

    /**
     * Fits a design. The same design and settings give the same bits, whatever the number of threads; {@link Method#JOINT}
     * and {@link Method#LAPLACE} also whatever the order of the rows. Other names or numbers of levels move the last digits.
     *
     * @throws IllegalArgumentException if the settings name a factor that the design does not have
     */
    public static FitOutcome fit(Design design, FitSettings settings, FitProgress progress) {
        return fit(design, settings, progress, false);
    }

    /** The log-likelihood alone, for much less than a fit by a method that has one; minus infinity where there is no fit. */
    static double logLik(Design design, FitSettings settings) {
        return fit(design, settings, FitProgress.SILENT, true) instanceof Fit fit
                ? fit.logLik()
                : Double.NEGATIVE_INFINITY;
    }

    private static FitOutcome fit(Design design, FitSettings settings, FitProgress progress, boolean logLikOnly) {
        for (var factor : settings.givenSd().keySet()) {
            require(design, "givenSd", factor);
        }
        for (var factor : settings.covarianceOf()) {
            require(design, "covarianceOf", factor);
        }
        if (design.thresholds() != null && settings.method() == Method.PQL) {
            return new Unfit(Unfit.Reason.NOT_COVERED, "Ordinal models are fitted by the methods joint and laplace.");
        }
        try (var team = new WorkerTeam(settings.threads())) {
            return Screening.around(design, settings, screened -> {
                var tooLarge = FitMemory.tooLarge(screened, settings.method());
                if (tooLarge != null) {
                    return tooLarge;
                }
                return settings.method() == Method.PQL
                        ? PqlFit.fit(screened, settings, progress, team)
                        : LaplaceFit.fit(screened, settings, progress, team, logLikOnly);
            });
        }
    }

    /**
     * Whether {@link Method#JOINT} fits a design in the memory of this process and in minutes: at most 2,000 effects beside
     * those of the grouping with most levels.
     */
    public static boolean affordsJoint(Design design) {
        return FitMemory.columns(design) <= MOST_QUICK && FitMemory.tooLarge(design, Method.JOINT) == null;
    }

    private static void require(Design design, String field, String factor) {
        if (design.random().stream().noneMatch(other -> other.name().equals(factor))) {
            throw new IllegalArgumentException(field + ": the design has no random factor " + factor);
        }
    }
}
