package dev.engram.hardness.glmm;

import java.util.List;

/** What a design of binary rows must know of the ordered response that it was made from; see {@code OrdinalDesign}. */
public final class Thresholds {
    /** Names, which are those of the first coefficients. */
    public final List<String> names;
    /** Rows of the ordered response by category and level of the grouping that shifts; one level without shift. */
    public final int[][] counts;
    /** Index in the design of the grouping that shifts, and of the factor of its shifts; -1 without shift. */
    public final int base;

    public final int shift;
    /** Which threshold shifts. */
    public final int shifted;

    public Thresholds(List<String> names, int[][] counts, int base, int shift, int shifted) {
        this.names = names;
        this.counts = counts;
        this.base = base;
        this.shift = shift;
        this.shifted = shifted;
    }

    /** Rows of the ordered response. */
    public int rows() {
        int rows = 0;
        for (int category = 0; category < counts.length; category++) {
            rows += rows(category);
        }
        return rows;
    }

    /** Rows of a category. */
    public int rows(int category) {
        int sum = 0;
        for (int count : counts[category]) {
            sum += count;
        }
        return sum;
    }
}
