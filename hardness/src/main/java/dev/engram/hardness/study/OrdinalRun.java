package dev.engram.hardness.study;

import dev.engram.hardness.glmm.FitSettings;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.ordinal.OrdinalDesign;
import dev.engram.hardness.ordinal.OrdinalModel;
import dev.engram.hardness.ordinal.OrdinalOutcome;
import dev.engram.hardness.study.report.Sensitivity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All four ratings instead of lapse or not, with a learner's own threshold between Hard and Good: about one user in ten
 * presses Hard for a failure. Only the spread of these thresholds is estimated, and that only where there are few rows: with
 * many each learner's threshold is known from that learner's rows, and any wide prior gives the same.
 */
final class OrdinalRun {
    static final String NAME = "ordinal";

    private static final List<String> RATINGS = List.of("Again", "Hard", "Good", "Easy");
    private static final int HARD_GOOD = 2;
    private static final double WIDE = 0.5;

    private OrdinalRun() {}

    /** Whether the ordinal model of these rows is within its limits of size. */
    static boolean covers(Rows rows, Terms terms, double gamma) {
        return OrdinalModel.covers(design(rows, terms, gamma));
    }

    private static OrdinalDesign design(Rows rows, Terms terms, double gamma) {
        var category = new byte[rows.size];
        for (int n = 0; n < category.length; n++) {
            category[n] = (byte) (rows.rating[n] - 1);
        }
        return OrdinalDesign.of(terms.offset(gamma, rows.tags), category, RATINGS)
                .withShift(Terms.LEARNER, HARD_GOOD);
    }

    /**
     * @param sds standard deviations of the principal fit
     * @param on  which rows, in words, empty if all
     */
    static Sensitivity of(
            Rows rows, Terms terms, double gamma, Map<String, Double> sds, TagEffects principal, String on) {
        var what =
                "cumulative logit of all four ratings, Hard/Good by learner; standard deviations of the principal fit"
                        + on;
        var design = design(rows, terms, gamma);
        var given = new HashMap<>(sds);
        if (rows.size > Fits.SIDE_JOINT_ROWS) {
            given.put(OrdinalDesign.shiftName(Terms.LEARNER), WIDE);
        }
        return switch (OrdinalModel.fit(design, FitSettings.of(Method.JOINT).withGivenSd(given))) {
            case OrdinalOutcome.Unfitted unfitted ->
                new Sensitivity(NAME, what, null, Map.of(), unfitted.why().sentence());
            case OrdinalOutcome.Fitted fitted -> {
                var scores = TagEffects.centred(
                        rows.tags.names(), fitted.fit().random(Terms.TAG).modes());
                yield Sides.compared(NAME, what, principal, scores);
            }
        };
    }
}
