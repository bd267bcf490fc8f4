package dev.engram.hardness.ordinal;

import dev.engram.hardness.glmm.Fit;
import dev.engram.hardness.glmm.FitProgress;
import dev.engram.hardness.glmm.FitSettings;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.glmm.OrderedResponse;
import dev.engram.hardness.glmm.Unfit;
import dev.engram.hardness.glmm.Unfit.Reason;
import dev.engram.hardness.glmm.fit.MixedModel;
import dev.engram.hardness.ordinal.OrdinalOutcome.Fitted;
import dev.engram.hardness.ordinal.OrdinalOutcome.Unfitted;
import java.util.ArrayList;
import java.util.List;

/**
 * Fits cumulative logit mixed models with crossed random factors and multiple memberships, by the engine of {@link MixedModel}.
 *
 * <p>{@link Method#JOINT} has thresholds, fixed and random effects at their joint mode and the standard deviations at the
 * optimum of the Laplace approximation there; {@link Method#LAPLACE} has all but the random effects at the optimum of the
 * Laplace approximation, which is what {@code ordinal::clmm} computes with {@code nAGQ = 1}. {@link Method#PQL} is not covered.
 * With two categories either is the binary model of the same name. The signs of coefficients and random effects are opposite to
 * those of {@code clmm}, where a larger predictor makes better ratings likelier.
 *
 * <p>One thread. Memory and time grow with the square and the cube of the number of levels of all factors but the largest.
 */
public final class OrdinalModel {
    /** Most effects beside those of the largest factor: more would take minutes. */
    private static final int MOST_EFFECTS = 4_000;

    private OrdinalModel() {}

    /** Whether a design is within the limits of size; {@link #fit} says of others that they are too large. */
    public static boolean covers(OrdinalDesign design) {
        return effects(design) <= MOST_EFFECTS;
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
        var code = new byte[design.categories().size()];
        var names = new ArrayList<String>();
        var missing = new ArrayList<String>();
        occurring(design, code, names, missing);
        if (design.rows() > 0 && names.size() < 2) {
            return unfitted(Reason.CONSTANT_RESPONSE, "Every rating is " + names.getFirst() + ".");
        }
        int coefficients = design.terms().coefficients().size() - 1 + names.size();
        if (design.rows() < coefficients) {
            return unfitted(
                    Reason.TOO_FEW_ROWS,
                    design.rows() + " rows cannot carry " + coefficients + " thresholds and coefficients.");
        }
        if (!covers(design)) {
            return unfitted(
                    Reason.TOO_LARGE,
                    "The ordinal model has " + effects(design) + " effects beside those of its largest factor; at most "
                            + MOST_EFFECTS + " are covered. Fit a sample of whole learners.");
        }
        var outcome = MixedModel.fit(design.terms(), response(design, code, names), settings, progress);
        return switch (outcome) {
            case Unfit unfit -> new Unfitted(unfit);
            case Fit fit -> new Fitted(new OrdinalFit(fit, names.size() - 1, missing));
        };
    }

    /** The categories that occur: one without rows has no threshold of its own, the two around it would grow together. */
    private static void occurring(OrdinalDesign design, byte[] code, List<String> names, List<String> missing) {
        var counts = new int[code.length];
        for (int n = 0; n < design.rows(); n++) {
            counts[design.categoryAt(n)]++;
        }
        for (int k = 0; k < code.length; k++) {
            code[k] = (byte) (counts[k] == 0 ? -1 : names.size());
            (counts[k] == 0 ? missing : names).add(design.categories().get(k));
        }
    }

    private static OrderedResponse response(OrdinalDesign design, byte[] code, List<String> names) {
        var category = new byte[design.rows()];
        for (int n = 0; n < category.length; n++) {
            category[n] = code[design.categoryAt(n)];
        }
        var thresholds = new ArrayList<String>();
        for (int k = 0; k + 1 < names.size(); k++) {
            thresholds.add(names.get(k) + "|" + names.get(k + 1));
        }
        var response = OrderedResponse.of(category, thresholds);
        var shifting = design.shifting();
        int shifted = design.shifted();
        // a threshold is there only if the categories on both its sides are
        return shifting == null || code[shifted] < 0 || code[shifted + 1] < 0 || names.size() < 3
                ? response
                : response.withShift(shifting.name(), OrdinalDesign.shiftName(shifting.name()), code[shifted]);
    }

    private static long effects(OrdinalDesign design) {
        long sum =
                design.terms().coefficients().size() - 2L + design.categories().size();
        long largest = 0;
        for (var factor : design.terms().random()) {
            sum += factor.levels().size();
            if (factor instanceof dev.engram.hardness.glmm.RandomFactor.Grouping) {
                largest = Math.max(largest, factor.levels().size());
            }
        }
        var shifting = design.shifting();
        return sum - largest + (shifting == null ? 0 : shifting.levels().size());
    }

    private static Unfitted unfitted(Reason reason, String sentence) {
        return new Unfitted(new Unfit(reason, sentence));
    }
}
