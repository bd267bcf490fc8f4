package dev.engram.hardness.rank;

import dev.engram.hardness.glmm.numeric.WorkerTeam;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How often each thing had each rank, and the largest standardised difference of each pair of draws. Effects are drawn in mirrored
 * pairs, {@code h + d} and {@code h - d}. A pair depends on the seed and its number alone, and counts are whole numbers: the same
 * bits for any number of threads.
 */
final class DrawnRanks {
    private static final int CHUNK = 512;

    private final NormalFactor factor;
    private final double[] effects;
    private final double[] precisions;
    private final List<int[]> ties;
    private final long seed;
    /** {@code counts[t * size + r]}: draws in which thing t had rank r + 1. */
    private final int[] counts;
    /** In ascending order; one per pair of draws. */
    private final double[] maxima;

    DrawnRanks(double[] effects, double[] covariance, Differences differences, RankSettings settings, int threads) {
        this.effects = effects;
        seed = settings.seed();
        factor = new NormalFactor(covariance, effects.length);
        precisions = differences.precisions();
        ties = differences.ties();
        maxima = new double[Math.ceilDiv(settings.draws(effects.length), 2)];
        counts = draw(threads);
        Arrays.sort(maxima);
    }

    private int[] draw(int threads) {
        int chunks = Math.ceilDiv(maxima.length, CHUNK);
        int[][] parts = new int[Math.min(threads, chunks)][];
        var next = new AtomicInteger();
        try (var team = new WorkerTeam(parts.length)) {
            team.run(parts.length, false, worker -> parts[worker] = drawChunks(next, chunks));
        }
        for (int worker = 1; worker < parts.length; worker++) {
            for (int i = 0; i < parts[0].length; i++) {
                parts[0][i] += parts[worker][i];
            }
        }
        return parts[0];
    }

    private int[] drawChunks(AtomicInteger next, int chunks) {
        int size = effects.length;
        int[] counted = new int[size * size];
        double[] deviation = new double[size];
        double[] values = new double[size];
        var order = new RankOrder(size, ties);
        var points = new NormalPoints(Math.max(factor.rank(), 1), seed);
        for (int chunk = next.getAndIncrement(); chunk < chunks; chunk = next.getAndIncrement()) {
            int to = Math.min(maxima.length, (chunk + 1) * CHUNK);
            for (int pair = chunk * CHUNK; pair < to; pair++) {
                factor.multiply(points.at(pair), deviation);
                for (int side = 0; side < 2; side++) {
                    for (int i = 0; i < size; i++) {
                        values[i] = side == 0 ? effects[i] + deviation[i] : effects[i] - deviation[i];
                    }
                    order.count(values, 2L * pair + side, counted);
                }
                maxima[pair] = largest(deviation);
            }
        }
        return counted;
    }

    private double largest(double[] deviation) {
        double largest = 0;
        int at = 0;
        for (int s = 1; s < deviation.length; s++) {
            for (int t = 0; t < s; t++) {
                largest = Math.max(largest, Math.abs(deviation[s] - deviation[t]) * precisions[at++]);
            }
        }
        return largest;
    }

    /** The smallest rank with at least {@code share} of the draws at or below it. */
    int quantile(int t, double share) {
        long needed = (long) Math.ceil(share * 2 * maxima.length);
        for (int r = 0; r < effects.length; r++) {
            needed -= counts[t * effects.length + r];
            if (needed <= 0) {
                return r + 1;
            }
        }
        return effects.length;
    }

    /** Share of draws with a rank of at most {@code k}. */
    double top(int t, int k) {
        int from = t * effects.length;
        return Arrays.stream(counts, from, from + k).asLongStream().sum() / (2.0 * maxima.length);
    }

    /** The quantile of the largest standardised difference over all pairs. */
    double maximum(double share) {
        return maxima[Math.clamp((long) Math.ceil(share * maxima.length) - 1, 0, maxima.length - 1)];
    }
}
