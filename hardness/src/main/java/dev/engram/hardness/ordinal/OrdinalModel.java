package dev.engram.hardness.ordinal;

import dev.engram.hardness.glmm.FitOutcome;
import dev.engram.hardness.glmm.FitProgress;
import dev.engram.hardness.glmm.FitSettings;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.glmm.Unfit;
import dev.engram.hardness.glmm.Unfit.Reason;
import dev.engram.hardness.glmm.fit.FitMemory;
import dev.engram.hardness.glmm.fit.MixedModel;

/**
 * Fits cumulative logit mixed models with crossed random factors and multiple memberships, by the engine of {@link MixedModel}.
 *
 * <p>{@link Method#JOINT} has thresholds, fixed and random effects at their joint mode and the standard deviations at the
 * optimum of the Laplace approximation there; {@link Method#LAPLACE} has all but the random effects at the optimum of the
 * Laplace approximation, which is what {@code ordinal::clmm} computes with {@code nAGQ = 1}. {@link Method#PQL} is not covered.
 * With two categories either is the binary model of the same name. The signs of coefficients and random effects are opposite to
 * those of {@code clmm}, where a larger predictor makes better ratings likelier.
 *
 * <p>Memory and time grow with the square and the cube of the number of levels of all factors but the largest.
 */
public final class OrdinalModel {
    /** Most effects beside those of the largest factor: more would take minutes. */
    private static final int MOST_EFFECTS = 4_000;

    private OrdinalModel() {}

    /** Whether a design is within the limits of size; {@link #fit} says of others that they are too large. */
    public static boolean covers(OrdinalDesign design) {
        return design.occurring().size() < 2 || FitMemory.columns(design.binary()) <= MOST_EFFECTS;
    }

    public static FitOutcome fit(OrdinalDesign design, FitSettings settings) {
        return fit(design, settings, FitProgress.SILENT);
    }

    /**
     * Fits a design. The shift, if there is one, is the last of the random factors of the fit.
     *
     * @throws IllegalArgumentException if the settings name a factor that the design does not have
     */
    public static FitOutcome fit(OrdinalDesign design, FitSettings settings, FitProgress progress) {
        if (design.rows() > 0 && design.occurring().size() < 2) {
            return new Unfit(
                    Reason.CONSTANT_RESPONSE,
                    "Every rating is " + design.occurring().getFirst() + ".");
        }
        if (design.rows() < design.fewestRows()) {
            return new Unfit(
                    Reason.TOO_FEW_ROWS,
                    design.rows() + " rows cannot carry " + design.fewestRows() + " thresholds and coefficients.");
        }
        var binary = design.binary();
        long effects = FitMemory.columns(binary);
        if (effects > MOST_EFFECTS) {
            return new Unfit(
                    Reason.TOO_LARGE,
                    "The ordinal model has " + effects + " effects beside those of its largest factor; at most "
                            + MOST_EFFECTS + " are covered. Fit a sample of whole learners.");
        }
        return MixedModel.fit(binary, settings, progress);
    }
}
