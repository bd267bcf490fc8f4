package dev.engram.bench.fsrs;

import java.lang.management.ManagementFactory;
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
    /** A round ends with the first pass after this time, on both sides; short passes would be lost in the clock's ticks. */
    static final double LEAST_SECONDS = 0.4;

    double reviewsPerCpuSecond() {
        return passes * (double) GeneratedReviews.REVIEWS / cpuSeconds;
    }

    static Round of(DoubleSupplier pass) {
        long wall = System.nanoTime();
        double cpu = cpuSeconds();
        double checksum;
        int passes = 0;
        do {
            checksum = pass.getAsDouble();
            passes++;
        } while (secondsSince(wall) < LEAST_SECONDS);
        return new Round(passes, cpuSeconds() - cpu, secondsSince(wall), checksum);
    }

    /** Processor time of this process so far. */
    static double cpuSeconds() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                        .getProcessCpuTime()
                / 1e9;
    }

    static double secondsSince(long nanoTime) {
        return (System.nanoTime() - nanoTime) / 1e9;
    }
}
