package dev.engram.hardness.study;

import dev.engram.hardness.glmm.InvalidSettingException;

/**
 * What is run beside the principal fit.
 *
 * @param gammaBand    ranks at other gammas, and the lateness slopes beside a given gamma
 * @param equalWeights weight 1 for each tag instead of 1 / number of tags
 * @param ordinal      all four ratings
 * @param shuffles     permutations of the negative control, {@code >= 0}
 * @param acquisition  first exposures
 * @param bootstrap    replicates of the learner bootstrap, {@code >= 0}; 200 are enough to judge, and cost about as much as 100 fits
 */
public record SideRuns(
        boolean gammaBand, boolean equalWeights, boolean ordinal, int shuffles, boolean acquisition, int bootstrap) {
    /** All but the bootstrap, with three permutations. */
    public static final SideRuns ALL = new SideRuns(true, true, true, 3, true);
    /** None. */
    public static final SideRuns NONE = new SideRuns(false, false, false, 0, false);

    /** @throws InvalidSettingException if a number is negative */
    public SideRuns {
        Check.setting(shuffles >= 0, "shuffles", "must be at least 0, was %s", shuffles);
        Check.setting(bootstrap >= 0, "bootstrap", "must be at least 0, was %s", bootstrap);
    }

    /** Without bootstrap. */
    public SideRuns(boolean gammaBand, boolean equalWeights, boolean ordinal, int shuffles, boolean acquisition) {
        this(gammaBand, equalWeights, ordinal, shuffles, acquisition, 0);
    }

    /** With so many replicates of the learner bootstrap. */
    public SideRuns withBootstrap(int replicates) {
        return new SideRuns(gammaBand, equalWeights, ordinal, shuffles, acquisition, replicates);
    }
}
