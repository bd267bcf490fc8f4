package dev.engram.bench.hardness;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.bench.measure.RoundFigures;
import dev.engram.hardness.glmm.Method;
import java.util.Collections;
import java.util.EnumMap;
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
 * @param glmer a run per round; none if it could not be run
 * @param fits ours, by method, a run per round
 * @param primary studies of the rows' learners, without side runs
 * @param whole the same with them
 * @param growth one study per size, ascending
 */
record BenchFigures(
        Map<String, String> versions,
        @Nullable String missing,
        List<GlmerRun> glmer,
        Map<Method, List<FitMeasurement>> fits,
        List<StudyMeasurement> primary,
        List<StudyMeasurement> whole,
        List<StudyMeasurement> growth) {
    /** How many times as fast as {@code glmer} each method is to be. */
    private static final Map<Method, Double> GOALS = Map.of(Method.JOINT, 20.0, Method.PQL, 100.0);

    BenchFigures {
        versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
        glmer = List.copyOf(glmer);
        fits = Collections.unmodifiableMap(new EnumMap<>(fits));
        primary = List.copyOf(primary);
        whole = List.copyOf(whole);
        growth = List.copyOf(growth);
    }

    /** How many times as fast as {@code glmer} a method was, by processor time, round by round; null without {@code glmer}. */
    @Nullable
    RoundFigures ratio(Method method, ToDoubleFunction<FitMeasurement> cpuSeconds) {
        return glmer.isEmpty() ? null : glmerCpu().over(ours(method, cpuSeconds));
    }

    /** Processor time of {@code glmer}, which must have been run. */
    RoundFigures glmerCpu() {
        return figures(glmer, run -> run.used().cpuSeconds());
    }

    /** A figure of ours over the rounds. */
    RoundFigures ours(Method method, ToDoubleFunction<FitMeasurement> figure) {
        return figures(fits.getOrDefault(method, List.of()), figure);
    }

    /** How far our estimates are from those of {@code glmer}; null if that was not run. */
    @Nullable
    GlmerAgreement agreement(Method method) {
        return glmer.isEmpty()
                ? null
                : GlmerAgreement.of(
                        fits.getOrDefault(method, List.of()).getLast().figures(),
                        glmer.getLast().figures());
    }

    /** How many times as fast a method is to be. */
    double goal(Method method) {
        return GOALS.getOrDefault(method, Double.NaN);
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
        var theirs = document.putArray("glmer");
        for (var run : glmer) {
            ObjectNode node = json.valueToTree(run.used());
            node.set("figures", json.valueToTree(run.figures()));
            theirs.add(node);
        }
        var ours = document.putObject("fits");
        fits.forEach((method, runs) -> {
            var node = ours.putObject(method.name());
            node.set("runs", json.valueToTree(runs));
            var cold = ratio(method, run -> run.cold().cpuSeconds());
            var warm = ratio(method, FitMeasurement::warmCpuSeconds);
            var agreement = agreement(method);
            if (cold != null && warm != null && agreement != null) {
                node.put("timesAsFastCold", cold.median()).put("timesAsFastWarm", warm.median());
                node.put("goal", goal(method)).put("met", cold.median() >= goal(method));
                node.putObject("fromGlmer")
                        .put("logLik", agreement.logLik())
                        .put("figure", agreement.figure())
                        .put("difference", agreement.difference());
            }
        });
        document.set("primary", json.valueToTree(primary));
        document.set("whole", json.valueToTree(whole));
        document.set("growth", json.valueToTree(growth));
        return document;
    }
}
