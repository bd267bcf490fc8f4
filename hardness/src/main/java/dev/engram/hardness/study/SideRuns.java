package dev.engram.hardness.study;

/**
 * What is run beside the principal fit.
 *
 * @param gammaBand    ranks at other gammas, and the lateness slopes beside a given gamma
 * @param equalWeights weight 1 for each tag instead of 1 / number of tags
 * @param ordinal      all four ratings
 * @param shuffles     permutations of the negative control, {@code >= 0}
 * @param acquisition  first exposures
 */
public record SideRuns(boolean gammaBand, boolean equalWeights, boolean ordinal, int shuffles, boolean acquisition) {
    /** All, with three permutations. */
    public static final SideRuns ALL = new SideRuns(true, true, true, 3, true);
    /** None. */
    public static final SideRuns NONE = new SideRuns(false, false, false, 0, false);

    /** @throws IllegalArgumentException if {@code shuffles} is negative */
    public SideRuns {
        Check.that(shuffles >= 0, "shuffles must be at least 0, was %s", shuffles);
    }
}
