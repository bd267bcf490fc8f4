package dev.engram.hardness.glmm.laplace;

import dev.engram.hardness.glmm.RandomFactor;

/**
 * A membership as the algorithms read it.
 *
 * <p>Not a record, since it holds arrays.
 */
final class Member {
    /** Index of the factor in the design. */
    final int factor;
    /** Index among the groupings that stay, or -1 if the members are the levels of the eliminated grouping. */
    final int parent;
    /** First column. */
    final int from;
    /** Number of columns. */
    final int size;

    final int[] start;
    final int[] level;
    final double[] weight;

    Member(int factor, int parent, int from, RandomFactor.Membership membership) {
        this.factor = factor;
        this.parent = parent;
        this.from = from;
        this.size = membership.levels().size();
        this.start = membership.start();
        this.level = membership.level();
        this.weight = membership.weight();
    }

    /** Adds to each level of the parent the weighted sum of the effects of its tags. */
    void spread(double[] effects, double[] parentEffects, int parentFrom) {
        for (int j = 0; j + 1 < start.length; j++) {
            double sum = 0;
            for (int k = start[j]; k < start[j + 1]; k++) {
                sum += weight[k] * effects[from + level[k]];
            }
            parentEffects[parentFrom + j] += sum;
        }
    }

    /** The transpose of {@link #spread}: collects sums over the parent's levels. */
    void collect(double[] parentSums, int parentFrom, double[] sums) {
        for (int j = 0; j + 1 < start.length; j++) {
            for (int k = start[j]; k < start[j + 1]; k++) {
                sums[from + level[k]] += weight[k] * parentSums[parentFrom + j];
            }
        }
    }
}
