package dev.engram.bench.hardness;

import dev.engram.bench.measure.Used;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one process of ours did: the same fit several times. Written and read as JSON.
 *
 * @param cold the first fit after the JVM's start: with the compiling of our code
 * @param warm the fits after it, at least one
 * @param figures estimates by name, as {@code glmer-speed.R} names them
 * @param warnings of the fit, in words
 * @param peakBytes most memory of the process, generating included; null if not known
 */
record FitMeasurement(
        int rows,
        Used cold,
        List<Used> warm,
        SortedMap<String, Double> figures,
        int iterations,
        boolean converged,
        List<String> warnings,
        @Nullable Long peakBytes) {
    FitMeasurement {
        warm = List.copyOf(warm);
        figures = new TreeMap<>(figures);
        warnings = List.copyOf(warnings);
        if (warm.isEmpty()) {
            throw new IllegalArgumentException("a run needs at least one warm fit");
        }
    }

    /** Processor time of a warm fit: the mean of them, since the clock ticks in steps of 0.01 s. */
    double warmCpuSeconds() {
        return warm.stream().mapToDouble(Used::cpuSeconds).average().orElseThrow();
    }
}
