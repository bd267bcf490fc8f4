package dev.engram.bench.hardness;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.bench.measure.RoundFigures;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * All figures of one run.
 *
 * @param versions of both sides and of the machine, by name, in the order in which they are printed
 * @param missing why {@code glmer} was not run; null if it was
 * @param comparisons one per shape of the rows
 * @param primary studies of the rows' learners, without side runs
 * @param whole the same with them
 * @param growth one study per size, ascending
 */
record BenchFigures(
        Map<String, String> versions,
        @Nullable String missing,
        List<GlmerComparison> comparisons,
        List<StudyMeasurement> primary,
        List<StudyMeasurement> whole,
        List<StudyMeasurement> growth) {
    BenchFigures {
        versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
        comparisons = List.copyOf(comparisons);
        primary = List.copyOf(primary);
        whole = List.copyOf(whole);
        growth = List.copyOf(growth);
    }

    static <T> RoundFigures figures(List<T> runs, ToDoubleFunction<T> figure) {
        return new RoundFigures(runs.stream().map(figure::applyAsDouble).toList());
    }

    /**
     * By what power of the number of rows the time grew from one size to the next: 1 is linear.
     *
     * @throws IllegalArgumentException if both have the same number of rows
     */
    static double power(StudyMeasurement smaller, StudyMeasurement larger) {
        if (smaller.rows() == larger.rows()) {
            throw new IllegalArgumentException("both have " + smaller.rows() + " rows");
        }
        return Math.log(larger.study().cpuSeconds() / smaller.study().cpuSeconds())
                / Math.log((double) larger.rows() / smaller.rows());
    }

    /** For people. */
    String text() {
        return new BenchText(this).text();
    }

    /** For programs: every run. */
    ObjectNode json() {
        var json = new JsonMapper();
        var document = json.createObjectNode().put("missing", missing);
        document.set("versions", json.valueToTree(versions));
        var shapes = document.putArray("comparisons");
        comparisons.forEach(comparison -> shapes.add(comparison.json()));
        document.set("primary", json.valueToTree(primary));
        document.set("whole", json.valueToTree(whole));
        document.set("growth", json.valueToTree(growth));
        return document;
    }
}
