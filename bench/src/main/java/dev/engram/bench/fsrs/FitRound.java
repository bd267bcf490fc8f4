package dev.engram.bench.fsrs;

import dev.engram.fsrs.Weights;

/**
 * One fit on all items.
 *
 * @param cpuSeconds processor time of the whole process, all threads
 * @param wallSeconds time that went by
 */
record FitRound(double cpuSeconds, double wallSeconds, Weights weights) {
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
