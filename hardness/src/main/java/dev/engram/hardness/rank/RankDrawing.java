package dev.engram.hardness.rank;

import dev.engram.hardness.glmm.numeric.WorkerTeam;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Draws effects in mirrored pairs, {@code h + d} and {@code h - d}, and counts ranks. A pair depends on the
 * seed and its number alone, and counts are whole numbers: the same bits for any number of threads.
 */
final class RankDrawing {
    private static final int CHUNK = 512;

    private final NormalFactor factor;
    private final double[] effects;
    private final double[] precisions;
    private final Ties ties;
    private final long seed;
    private final double[] maxima;

    RankDrawing(double[] effects, double[] covariance, Differences differences, RankSettings settings) {
        this.effects = effects;
        seed = settings.seed();
        factor = new NormalFactor(covariance, effects.length);
        precisions = differences.precisions();
        ties = Ties.of(differences);
        maxima = new double[Math.ceilDiv(settings.draws(effects.length), 2)];
    }

    /** Ranks of all draws; the number of threads changes no figure. */
    DrawnRanks draw(int threads) {
        int chunks = Math.ceilDiv(maxima.length, CHUNK);
        int[][] parts = new int[Math.min(threads, chunks)][];
        var next = new AtomicInteger();
        try (var team = new WorkerTeam(parts.length)) {
            team.run(parts.length, false, worker -> parts[worker] = drawChunks(next, chunks));
        }
        int[] counts = parts[0];
        for (int worker = 1; worker < parts.length; worker++) {
            for (int i = 0; i < counts.length; i++) {
                counts[i] += parts[worker][i];
            }
        }
        return new DrawnRanks(effects.length, counts, maxima);
    }

    private int[] drawChunks(AtomicInteger next, int chunks) {
        int size = effects.length;
        int[] counts = new int[size * size];
        double[] deviation = new double[size];
        double[] values = new double[size];
        var order = new RankOrder(ties);
        var points = new NormalPoints(Math.max(factor.rank(), 1), seed);
        for (int chunk = next.getAndIncrement(); chunk < chunks; chunk = next.getAndIncrement()) {
            points.goTo(chunk * CHUNK);
            int to = Math.min(maxima.length, (chunk + 1) * CHUNK);
            for (int pair = chunk * CHUNK; pair < to; pair++) {
                factor.multiply(points.next(), deviation);
                for (int side = 0; side < 2; side++) {
                    for (int i = 0; i < size; i++) {
                        values[i] = side == 0 ? effects[i] + deviation[i] : effects[i] - deviation[i];
                    }
                    order.count(values, 2L * pair + side, counts);
                }
                maxima[pair] = largest(deviation);
            }
        }
        return counts;
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
}
