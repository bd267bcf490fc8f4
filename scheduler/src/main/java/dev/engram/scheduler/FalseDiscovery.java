package dev.engram.scheduler;

import java.util.Arrays;

/**
 * The procedure of Benjamini and Hochberg: of many tests those that stand out, so that of the ones named an expected share of
 * at most {@code level} is named by mistake. That holds for independent tests and for positively dependent ones (PRDS), and
 * stays on the safe side where the tail probabilities are those of discrete counts. Source: Benjamini and Hochberg, J. R.
 * Stat. Soc. B 57 (1995); Benjamini and Yekutieli, Ann. Stat. 29 (2001).
 */
public final class FalseDiscovery {
    private FalseDiscovery() {}

    /**
     * Adjusted tail probabilities (q): a test stands out at {@code level} where its q is at most {@code level}. As {@code
     * p.adjust(p, "BH", m)} of R. Time O(n log n).
     *
     * @param tails tail probabilities in [0, 1]: of all tests, or of all that are at most some level
     * @param tests number of all tests
     * @return q of each, in the order given, at most 1. Where only tails up to a level were given, a q up to that level is
     *     exact, and one that would be above it is above it
     * @throws IllegalArgumentException if there are fewer tests than tail probabilities, or one is not in [0, 1]
     */
    public static double[] adjusted(double[] tails, long tests) {
        if (tests < tails.length) {
            throw new IllegalArgumentException("tests must be at least " + tails.length + ", was " + tests);
        }
        var order = new Integer[tails.length];
        for (int i = 0; i < tails.length; i++) {
            if (!(tails[i] >= 0 && tails[i] <= 1)) {
                throw new IllegalArgumentException("tails must be 0 to 1, was " + tails[i]);
            }
            order[i] = i;
        }
        Arrays.sort(order, (one, other) -> Double.compare(tails[one], tails[other]));
        var adjusted = new double[tails.length];
        double smallest = 1;
        for (int rank = tails.length; rank > 0; rank--) {
            int i = order[rank - 1];
            smallest = Math.min(smallest, tails[i] * tests / rank);
            adjusted[i] = smallest;
        }
        return adjusted;
    }
}
