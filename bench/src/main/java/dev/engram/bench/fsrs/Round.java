package dev.engram.bench.fsrs;

import dev.engram.bench.measure.Used;
import java.util.function.DoubleSupplier;

/**
 * One round of passes on one side.
 *
 * @param passes how often all reviews were folded
 * @param cpuSeconds processor time of the whole process, so collector and compiler included
 * @param wallSeconds time that went by
 * @param checksum sum of S of the last pass
 */
record Round(int passes, double cpuSeconds, double wallSeconds, double checksum) {
    /**
     * A round ends with the first pass that has brought it to this processor time, on both sides: the JVM's clock of it may tick
     * in steps of 0.01 s.
     */
    static final double LEAST_CPU_SECONDS = 0.5;

    double reviewsPerCpuSecond() {
        return passes * (double) GeneratedReviews.REVIEWS / cpuSeconds;
    }

    static Round of(DoubleSupplier pass) {
        long wall = System.nanoTime();
        double cpu = Used.processCpuSeconds();
        double checksum;
        int passes = 0;
        do {
            checksum = pass.getAsDouble();
            passes++;
        } while (Used.processCpuSeconds() - cpu < LEAST_CPU_SECONDS);
        return new Round(passes, Used.processCpuSeconds() - cpu, Used.secondsSince(wall), checksum);
    }
}
