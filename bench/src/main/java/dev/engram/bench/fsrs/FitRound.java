package dev.engram.bench.fsrs;

import dev.engram.bench.measure.Used;
import dev.engram.fsrs.Weights;
import java.util.function.Supplier;

/**
 * One round of fits on all items, one after the other. All give the same weights.
 *
 * @param cpuSeconds processor time of the whole process per fit, all threads
 * @param wallSeconds time that went by per fit
 */
record FitRound(double cpuSeconds, double wallSeconds, Weights weights) {
    static FitRound of(Supplier<Weights> fit) {
        long wall = System.nanoTime();
        double cpu = Used.processCpuSeconds();
        Weights weights;
        double used;
        int fits = 0;
        do {
            weights = fit.get();
            fits++;
            used = Used.processCpuSeconds() - cpu;
        } while (used < Round.LEAST_CPU_SECONDS);
        return new FitRound(used / fits, Used.secondsSince(wall) / fits, weights);
    }

    /** Weights that are at a bound in single precision may lie a rounding outside of it in double. */
    static Weights weights(double[] single) {
        var w = single.clone();
        for (int i = 0; i < Math.min(w.length, Weights.COUNT); i++) {
            double inside = Math.clamp(w[i], Weights.lowest(i), Weights.highest(i));
            w[i] = Math.abs(inside - w[i]) < 1e-6 ? inside : w[i];
        }
        return Weights.of(w);
    }
}
