package dev.engram.hardness.ordinal;

import dev.engram.hardness.glmm.FitProgress;
import dev.engram.hardness.glmm.FitSettings;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.glmm.Unfit.Reason;
import dev.engram.hardness.ordinal.OrdinalOutcome.Fitted;
import dev.engram.hardness.ordinal.OrdinalOutcome.Unfitted;
import java.util.Arrays;

/**
 * Fits cumulative logit mixed models with crossed random factors and multiple memberships.
 *
 * <p>{@link Method#JOINT} has thresholds, fixed and random effects at their joint mode and the standard deviations at the
 * optimum of the Laplace approximation there; {@link Method#LAPLACE} has all but the random effects at the optimum of the
 * Laplace approximation, which is what {@code ordinal::clmm} computes with {@code nAGQ = 1}. {@link Method#FAST} is not covered.
 * With two categories either is the binary model of the same name. The signs of coefficients and random effects are opposite to
 * those of {@code clmm}, where a larger predictor makes better ratings likelier.
 *
 * <p>One thread. Memory and time grow with the square and the cube of the number of levels of all factors but the largest, and
 * with that number times the levels of the largest: some thousands by some ten thousands are the limit.
 */
public final class OrdinalModel {
    private OrdinalModel() {}

    /** Whether a design is within the limits of size; {@link #fit} says of others that they are too large. */
    public static boolean covers(OrdinalDesign design) {
        int coefficients = design.terms().coefficients().size() - 1;
        return OrdinalRules.refuseSize(new Layout(design, Observed.of(design), new boolean[coefficients])) == null;
    }

    /** Fits a design. */
    public static OrdinalOutcome fit(OrdinalDesign design, FitSettings settings) {
        return fit(design, settings, FitProgress.SILENT);
    }

    /**
     * Fits a design.
     *
     * @throws IllegalArgumentException if the settings name a factor that the design does not have
     */
    public static OrdinalOutcome fit(OrdinalDesign design, FitSettings settings, FitProgress progress) {
        OrdinalRules.checkNames(design, settings);
        var observed = Observed.of(design);
        var refused = OrdinalRules.refuse(design, observed, settings);
        if (refused != null) {
            return refused;
        }
        int coefficients = design.terms().coefficients().size() - 1;
        var all = new Layout(design, observed, new boolean[coefficients]);
        var tooLarge = OrdinalRules.refuseSize(all);
        if (tooLarge != null) {
            return tooLarge;
        }
        boolean[] aliased = Start.aliased(all, new RowPass(all));
        var layout = new Layout(design, observed, aliased);
        var rows = new RowPass(layout);
        double[] given = new double[layout.factors()];
        Arrays.setAll(given, f -> settings.givenSd().getOrDefault(layout.names.get(f), Double.NaN));
        var optimum = new Optimum(layout, rows, given, settings.maxIterations(), progress);
        var mode = optimum.joint(Start.state(layout, given));
        if (mode != null && settings.method() == Method.LAPLACE) {
            mode = optimum.full(mode);
        }
        return mode == null
                ? Unfitted.of(
                        Reason.NO_MODE,
                        "No finite mode was found: some effect may predict the categories without error.")
                : new Fitted(Summary.of(layout, mode, optimum, settings));
    }
}
