package dev.engram.hardness.rank;

import dev.engram.hardness.table.Check;

/**
 * Ranks from {@code low} to {@code high}, both attained; rank 1 is the hardest.
 *
 * @param low in [1, high]
 * @param high {@code >= low}
 */
public record RankInterval(int low, int high) {
    /** @throws IllegalArgumentException if the ends are out of order or below 1 */
    public RankInterval {
        Check.that(low >= 1 && high >= low, "rank interval must satisfy 1 <= low <= high, was %s to %s", low, high);
    }

    /** Whether a rank, whole or a mean of ranks, lies inside. */
    public boolean contains(double rank) {
        return rank >= low && rank <= high;
    }
}
