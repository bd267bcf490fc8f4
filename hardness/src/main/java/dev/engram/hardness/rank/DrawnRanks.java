package dev.engram.hardness.rank;

import java.util.Arrays;

/** How often each thing had each rank, and the largest standardised difference of each pair of mirrored draws. */
final class DrawnRanks {
    private final int size;
    private final long draws;
    /** {@code counts[t * size + r]}: draws in which thing t had rank r + 1. */
    private final int[] counts;
    /** In ascending order; one per pair of draws. */
    private final double[] maxima;

    DrawnRanks(int size, int[] counts, double[] maxima) {
        this.size = size;
        this.counts = counts;
        this.maxima = maxima;
        draws = 2L * maxima.length;
        Arrays.sort(maxima);
    }

    /** The smallest rank with at least {@code share} of the draws at or below it. */
    int quantile(int t, double share) {
        long needed = (long) Math.ceil(share * draws);
        long seen = 0;
        for (int r = 0; r < size; r++) {
            seen += counts[t * size + r];
            if (seen >= needed) {
                return r + 1;
            }
        }
        return size;
    }

    /** Share of draws with a rank of at most {@code k}. */
    double top(int t, int k) {
        long seen = 0;
        for (int r = 0; r < k; r++) {
            seen += counts[t * size + r];
        }
        return (double) seen / draws;
    }

    /** The quantile of the largest standardised difference over all pairs. */
    double maximum(double share) {
        return maxima[Math.clamp((long) Math.ceil(share * maxima.length) - 1, 0, maxima.length - 1)];
    }
}
