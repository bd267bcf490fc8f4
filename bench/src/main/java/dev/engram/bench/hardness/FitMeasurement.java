package dev.engram.bench.hardness;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.engram.bench.measure.Machine;
import dev.engram.bench.measure.Used;
import dev.engram.hardness.glmm.Fit;
import dev.engram.hardness.glmm.FitSettings;
import dev.engram.hardness.glmm.FitWarning;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.glmm.Unfit;
import dev.engram.hardness.glmm.fit.MixedModel;
import java.io.IOException;
import java.util.ArrayList;
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

    /** Elapsed time of a warm fit, the mean of them. */
    double warmWallSeconds() {
        return warm.stream().mapToDouble(Used::wallSeconds).average().orElseThrow();
    }

    /**
     * Generates the rows and fits them several times, each time from the columns to the covariance of the tags; only that is
     * timed. Prints one line of JSON.
     *
     * @param arguments method, shape of the rows, threads, number of warm fits
     */
    public static void main(String[] arguments) throws IOException {
        var settings = FitSettings.of(Method.valueOf(arguments[0]))
                .withThreads(Integer.parseInt(arguments[2]))
                .withCovarianceOf("tag");
        var run =
                run(new GeneratedRows(RowShape.valueOf(arguments[1]).size()), settings, Integer.parseInt(arguments[3]));
        System.out.println(new JsonMapper().writeValueAsString(run));
    }

    private static FitMeasurement run(GeneratedRows rows, FitSettings settings, int times) throws IOException {
        System.gc(); // garbage of the generator must not count for the fit
        var cold = Used.by(() -> MixedModel.fit(rows.design(), settings));
        List<Used> warm = new ArrayList<>();
        for (int time = 0; time < times; time++) {
            warm.add(Used.by(() -> MixedModel.fit(rows.design(), settings)).used());
        }
        return switch (cold.result()) {
            case Fit fit ->
                new FitMeasurement(
                        fit.rows(),
                        cold.used(),
                        warm,
                        figures(fit),
                        fit.iterations(),
                        fit.converged(),
                        fit.warnings().stream().map(FitWarning::sentence).toList(),
                        Machine.peakMemoryBytes());
            case Unfit unfit -> throw new IllegalStateException("no fit: " + unfit.sentence());
        };
    }

    private static SortedMap<String, Double> figures(Fit fit) {
        var figures = new TreeMap<String, Double>();
        figures.put("logLik", fit.logLik());
        fit.fixed().forEach(effect -> {
            figures.put("coefficient " + effect.name(), effect.estimate());
            figures.put("se " + effect.name(), effect.se());
        });
        fit.random().forEach(factor -> figures.put("sd " + factor.name(), factor.sd()));
        var tags = fit.random("tag");
        for (int level = 0; level < tags.levels().size(); level++) {
            figures.put("effect tag " + tags.levels().get(level), tags.mode(level));
        }
        return figures;
    }
}
