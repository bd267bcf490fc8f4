package dev.engram.bench.hardness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.bench.measure.Used;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one process of ours did: the same fit several times.
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

    /** For the process that asked. */
    void put(ObjectNode node) {
        node.put("rows", rows);
        cold.put(node.putObject("cold"));
        var all = node.putArray("warm");
        warm.forEach(used -> used.put(all.addObject()));
        figures.forEach(node.putObject("figures")::put);
        node.put("iterations", iterations).put("converged", converged);
        warnings.forEach(node.putArray("warnings")::add);
        node.put("peakBytes", peakBytes);
    }

    static FitMeasurement of(JsonNode node) {
        List<Used> warm = new ArrayList<>();
        node.get("warm").forEach(each -> warm.add(Used.of(each)));
        var figures = new TreeMap<String, Double>();
        for (Map.Entry<String, JsonNode> figure : node.get("figures").properties()) {
            figures.put(figure.getKey(), figure.getValue().asDouble());
        }
        List<String> warnings = new ArrayList<>();
        node.get("warnings").forEach(each -> warnings.add(each.asText()));
        return new FitMeasurement(
                node.get("rows").asInt(),
                Used.of(node.get("cold")),
                warm,
                figures,
                node.get("iterations").asInt(),
                node.get("converged").asBoolean(),
                warnings,
                node.get("peakBytes").isNull() ? null : node.get("peakBytes").asLong());
    }
}
