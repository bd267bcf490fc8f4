package dev.engram.bench.hardness;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.bench.measure.RoundFigures;
import dev.engram.hardness.glmm.Method;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Fits of the same rows by {@code glmer} and by us.
 *
 * @param glmer a run per round; none if it could not be run
 * @param fits ours, by method, a run per round
 */
record GlmerComparison(RowShape shape, List<GlmerRun> glmer, Map<Method, List<FitMeasurement>> fits) {
    GlmerComparison {
        glmer = List.copyOf(glmer);
        fits = Collections.unmodifiableMap(new EnumMap<>(fits));
    }

    /** How many times as fast as {@code glmer} a method was, by processor time, round by round; null without {@code glmer}. */
    @Nullable
    RoundFigures ratio(Method method, ToDoubleFunction<FitMeasurement> cpuSeconds) {
        return glmer.isEmpty() ? null : glmerCpu().over(ours(method, cpuSeconds));
    }

    /** Processor time of {@code glmer}, which must have been run. */
    RoundFigures glmerCpu() {
        return BenchFigures.figures(glmer, run -> run.used().cpuSeconds());
    }

    /** A figure of ours over the rounds. */
    RoundFigures ours(Method method, ToDoubleFunction<FitMeasurement> figure) {
        return BenchFigures.figures(fits.getOrDefault(method, List.of()), figure);
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

    /** For programs: every run. */
    ObjectNode json() {
        var json = new JsonMapper();
        var document = json.createObjectNode().put("shape", shape.label());
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
                node.put("goal", shape.goal(method)).put("met", cold.median() >= shape.goal(method));
                node.putObject("fromGlmer")
                        .put("logLik", agreement.logLik())
                        .put("figure", agreement.figure())
                        .put("difference", agreement.difference());
            }
        });
        return document;
    }
}
