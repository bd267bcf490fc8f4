package dev.engram.hardness.study;

import dev.engram.hardness.glmm.InvalidSettingException;
import dev.engram.hardness.table.Check;

/**
 * Which analyses are made beside the primary one.
 *
 * @param gammaBand    ranks at other gammas, and the lateness slopes beside a given gamma
 * @param equalWeights weight 1 for each tag instead of 1 / number of tags
 * @param ordinal      all four ratings
 * @param shuffles     permutations of the negative control, {@code >= 0}
 * @param acquisition  first exposures
 * @param folds        parts of the learners, each left out of a fit that predicts it: 0 for none, or {@code >= 2}
 */
public record AnalysisPlan(
        boolean gammaBand, boolean equalWeights, boolean ordinal, int shuffles, boolean acquisition, int folds) {
    /** All, with three permutations, but no learners left out. */
    public static final AnalysisPlan ALL = new AnalysisPlan(true, true, true, 3, true, 0);
    /** None. */
    public static final AnalysisPlan NONE = new AnalysisPlan(false, false, false, 0, false, 0);

    /** @throws InvalidSettingException if a number is out of its range */
    public AnalysisPlan {
        Check.setting(shuffles >= 0, "shuffles", "must be at least 0, was %s", shuffles);
        Check.setting(folds == 0 || folds >= 2, "folds", "must be 0 or at least 2, was %s", folds);
    }

    /** With so many parts of learners left out in turn. */
    public AnalysisPlan withFolds(int other) {
        return new AnalysisPlan(gammaBand, equalWeights, ordinal, shuffles, acquisition, other);
    }
}
