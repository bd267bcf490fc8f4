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
 */
public record AnalysisPlan(
        boolean gammaBand, boolean equalWeights, boolean ordinal, int shuffles, boolean acquisition) {
    /** All, with three permutations. */
    public static final AnalysisPlan ALL = new AnalysisPlan(true, true, true, 3, true);
    /** None. */
    public static final AnalysisPlan NONE = new AnalysisPlan(false, false, false, 0, false);

    /** @throws InvalidSettingException if a number is negative */
    public AnalysisPlan {
        Check.setting(shuffles >= 0, "shuffles", "must be at least 0, was %s", shuffles);
    }
}
