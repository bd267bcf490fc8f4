package dev.engram.bench.measure;

import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/**
 * What a piece of work took.
 *
 * @param cpuSeconds processor time of the whole process, all threads: so collector and compiler included
 * @param wallSeconds elapsed time
 */
public record Used(double cpuSeconds, double wallSeconds) {
    /** Processor time of this process so far, in seconds. Its clock may tick in steps of 0.01 s. */
    public static double processCpuSeconds() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                        .getProcessCpuTime()
                / 1e9;
    }

    /** Seconds since a reading of {@link System#nanoTime()}. */
    public static double secondsSince(long nanoTime) {
        return (System.nanoTime() - nanoTime) / 1e9;
    }

    /** What a piece of work took, and its result. */
    public record Timed<T>(Used used, T result) {}

    /** Runs a piece of work. */
    public static <T> Timed<T> by(Supplier<T> work) {
        double cpu = processCpuSeconds();
        long wall = System.nanoTime();
        var result = work.get();
        return new Timed<>(new Used(processCpuSeconds() - cpu, secondsSince(wall)), result);
    }
}
