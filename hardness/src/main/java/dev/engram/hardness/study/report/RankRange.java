package dev.engram.hardness.study.report;

/**
 * Places, 1 = hardest, both ends included.
 *
 * @param low  best place (hardest)
 * @param high worst place
 */
public record RankRange(int low, int high) {
    /** Whether {@code rank} lies within. */
    public boolean holds(double rank) {
        return rank >= low && rank <= high;
    }
}
