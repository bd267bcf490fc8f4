package dev.engram.hardness.rank;

import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
    private final RankSettings settings;
    private final double[] maxima;

    RankDrawing(double[] effects, double[] covariance, Differences differences, RankSettings settings) {
        this.effects = effects;
        this.settings = settings;
        factor = new NormalFactor(covariance, effects.length);
        precisions = differences.precisions();
        ties = Ties.of(differences);
        maxima = new double[settings.pairs()];
    }

    DrawnRanks draw() {
        int chunks = Math.ceilDiv(maxima.length, CHUNK);
        int workers = Math.min(settings.threads(), chunks);
        var next = new AtomicInteger();
        if (workers == 1) {
            return new DrawnRanks(effects.length, drawChunks(next, chunks), maxima);
        }
        int[] counts = new int[effects.length * effects.length];
        try (var pool = Executors.newFixedThreadPool(workers)) {
            var parts = new ArrayList<Future<int[]>>();
            for (int i = 0; i < workers; i++) {
                parts.add(pool.submit(() -> drawChunks(next, chunks)));
            }
            for (var part : parts) {
                add(part.get(), counts);
            }
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case Error error -> throw error;
                case RuntimeException exception -> throw exception;
                case null, default -> throw new IllegalStateException("drawing ranks failed", e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while drawing ranks", e);
        }
        return new DrawnRanks(effects.length, counts, maxima);
    }

    private static void add(int[] part, int[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] += part[i];
        }
    }

    private int[] drawChunks(AtomicInteger next, int chunks) {
        int size = effects.length;
        int[] counts = new int[size * size];
        double[] deviation = new double[size];
        double[] values = new double[size];
        var order = new RankOrder(ties);
        var points = new NormalPoints(Math.max(factor.rank(), 1), settings.seed());
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
