package dev.engram.hardness.study;

import dev.engram.hardness.frame.Formula;
import dev.engram.hardness.frame.ModelFrame;
import dev.engram.hardness.glmm.Fit;
import dev.engram.hardness.glmm.FitSettings;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.glmm.Unfit;
import dev.engram.hardness.ordinal.OrdinalDesign;
import dev.engram.hardness.ordinal.OrdinalModel;
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
    /** Above this number of rows the spread of the learners' thresholds is given. */
    private static final int MOST_ROWS_WITH_SD = 20_000;

    private static final double WIDE = 0.5;

    private OrdinalRun() {}

    /** Whether the ordinal model of these rows is within its limits of size. */
    static boolean covers(ModelFrame rows, Formula terms, double gamma) {
        return OrdinalModel.covers(design(rows, terms, gamma));
    }

    private static OrdinalDesign design(ModelFrame rows, Formula terms, double gamma) {
        var category = new byte[rows.size];
        for (int n = 0; n < category.length; n++) {
            category[n] = (byte) (rows.rating[n] - 1);
        }
        return OrdinalDesign.of(terms.offset(gamma, rows.tags), category, RATINGS)
                .withShift(Formula.LEARNER, HARD_GOOD);
    }

    /**
     * @param sds standard deviations of the primary fit
     * @param on  which rows, in words, empty if all
     */
    static Sensitivity of(
            ModelFrame rows, Formula terms, double gamma, Map<String, Double> sds, TagEffects primary, String on) {
        var what = "cumulative logit of all four ratings, Hard/Good by learner; standard deviations of the primary fit"
                + on;
        var design = design(rows, terms, gamma);
        var given = new HashMap<>(sds);
        if (rows.size > MOST_ROWS_WITH_SD) {
            given.put(OrdinalDesign.shiftName(Formula.LEARNER), WIDE);
        }
        return switch (OrdinalModel.fit(design, FitSettings.of(Method.JOINT).withGivenSd(given))) {
            case Unfit unfit -> new Sensitivity(NAME, what, null, Map.of(), unfit.sentence());
            case Fit fit -> {
                var scores = TagEffects.centred(
                        rows.tags.names(), fit.random(Formula.TAG).modes());
                yield SensitivityAnalyses.compared(NAME, what, primary, scores);
            }
        };
    }
}
