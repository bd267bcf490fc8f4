package dev.engram.bench.fsrs;

import dev.engram.bench.measure.Used;
import java.util.function.Supplier;

/**
 * One round of passes on one side, all with the same result.
 *
 * @param passes how often the work was done
 * @param cpuSeconds processor time of the whole process, so collector and compiler included
 * @param wallSeconds elapsed time
 * @param result of the last pass
 */
record Round<T>(int passes, double cpuSeconds, double wallSeconds, T result) {
    /**
     * A round ends with the first pass that has brought it to this processor time, on both sides: the JVM's clock of it may tick
     * in steps of 0.01 s.
     */
    static final double LEAST_CPU_SECONDS = 0.5;

    static <T> Round<T> of(Supplier<T> pass) {
        long wall = System.nanoTime();
        double cpu = Used.processCpuSeconds();
        T result;
        double used;
        int passes = 0;
        do {
            result = pass.get();
            passes++;
            used = Used.processCpuSeconds() - cpu;
        } while (used < LEAST_CPU_SECONDS);
        return new Round<>(passes, used, Used.secondsSince(wall), result);
    }

    /** Processor time of one pass. */
    double cpuSecondsPerPass() {
        return cpuSeconds / passes;
    }

    /** Elapsed time of one pass. */
    double wallSecondsPerPass() {
        return wallSeconds / passes;
    }
}
