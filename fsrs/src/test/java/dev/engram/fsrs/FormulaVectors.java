package dev.engram.fsrs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Vectors about single formulas. */
final class FormulaVectors {
    private FormulaVectors() {}

    static void curve(JsonNode input, Expected expected) {
        var curve = new ForgettingCurve(input.get("decay").asDouble());
        var days = Vectors.doubles(input.get("elapsedDays"));
        var stability = input.get("stability").isArray()
                ? Vectors.doubles(input.get("stability"))
                : Arrays.stream(days)
                        .map(day -> input.get("stability").asDouble())
                        .toArray();
        expected.at("retrievability").isNumbers(perCase(days.length, i -> curve.retrievability(days[i], stability[i])));
    }

    static void interval(JsonNode input, Expected expected) {
        var curve = ForgettingCurve.of(Vectors.weights(input));
        double stability = input.get("stability").asDouble();
        int max = input.path("maximumInterval").asInt(Integer.MAX_VALUE);
        var retentions = Vectors.doubles(input.get("desiredRetention"));
        expected.at("interval")
                .isNumbers(Arrays.stream(retentions)
                        .map(retention -> Intervals.bounded(curve.intervalDays(retention, stability), 1, max))
                        .toArray());
        expected.maySay(
                "modifier",
                Arrays.stream(retentions).map(curve::intervalModifier).toArray());
    }

    static void difficulty(JsonNode input, Expected expected) {
        var model = new Fsrs6(Vectors.weights(input));
        double before = input.get("difficulty").asDouble();
        var grades = Vectors.ints(input.get("rating"));
        expected.at("afterLinearDamping")
                .isNumbers(perCase(grades.length, i -> model.damped(before, Grade.of(grades[i]))));
        expected.at("afterMeanReversion")
                .isNumbers(perCase(grades.length, i -> model.nextDifficulty(before, Grade.of(grades[i]))));
    }

    static void stability(JsonNode input, Expected expected) {
        var model = new Fsrs6(Vectors.weights(input));
        double before = input.get("stability").asDouble();
        var difficulty = Vectors.doubles(input.get("difficulty"));
        var recall = Vectors.doubles(input.get("retrievability"));
        var grades = Vectors.ints(input.get("rating"));
        expected.at("recall")
                .isNumbers(perCase(
                        grades.length, i -> model.recalled(before, difficulty[i], recall[i], Grade.of(grades[i]))));
        expected.at("forget").isNumbers(perCase(grades.length, i -> model.forgotten(before, difficulty[i], recall[i])));
        expected.at("shortTermSameDay")
                .isNumbers(perCase(grades.length, i -> model.sameDay(before, Grade.of(grades[i]))));
    }

    static void memoryStep(JsonNode input, Expected expected) {
        var model = new Fsrs6(Vectors.weights(input));
        var cases = input.get("cases");
        expected.at("stability")
                .isNumbers(perCase(cases.size(), i -> step(model, cases.get(i)).stabilityDays()));
        expected.at("difficulty")
                .isNumbers(perCase(cases.size(), i -> step(model, cases.get(i)).difficulty()));
        expected.at("retrievability")
                .isNumbers(perCase(
                        cases.size(),
                        i -> model.curve()
                                .retrievability(
                                        cases.get(i).get("elapsedDays").asLong(),
                                        cases.get(i).get("stability").asDouble())));
    }

    private static MemoryState step(Fsrs6 model, JsonNode step) {
        var before = new MemoryState(
                step.get("stability").asDouble(), step.get("difficulty").asDouble());
        return model.next(
                before,
                step.get("elapsedDays").asLong(),
                Grade.of(step.get("rating").asInt()));
    }

    static void migrate(JsonNode input, Expected expected) {
        expected.at("parameters").isNumbers(Vectors.weights(input).toArray());
    }

    static void sm2(JsonNode input, Expected expected) {
        var weights = Vectors.weights(input);
        var cases = input.get("cases");
        for (int i = 0; i < cases.size(); i++) {
            var memory = Sm2Memory.of(
                    weights,
                    cases.get(i).get("interval").asDouble(),
                    cases.get(i).get("ease").asDouble(),
                    cases.get(i).get("sm2Retention").asDouble());
            new Expected(expected.at("states").values().get(i), expected.tolerance())
                    .isNumbers(memory.stabilityDays(), memory.difficulty());
        }
    }

    private static double[] perCase(int cases, IntToDoubleFunction figure) {
        return IntStream.range(0, cases).mapToDouble(figure).toArray();
    }
}
