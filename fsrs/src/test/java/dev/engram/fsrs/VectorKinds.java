package dev.engram.fsrs;

import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.engram.fsrs.optimize.OptimizerVectors;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** What is done with a vector, by its kind and model. */
final class VectorKinds {
    /** A check of one vector; throws an {@link AssertionError} where it does not hold. */
    interface Check {
        void of(JsonNode input, Expected expected);
    }

    /** Figures on data that do not come with the vectors. */
    private static final Set<String> NOT_RUN = Set.of("information");

    /** Checks of the optimizer's kinds, given the whole vector and what it expects. */
    private static final Map<String, BiConsumer<JsonNode, Expected>> OPTIMIZER = OptimizerVectors.CHECKS;

    private static final Map<String, Check> FSRS6 = Map.ofEntries(
            Map.entry("curve", FormulaVectors::curve),
            Map.entry("interval", FormulaVectors::interval),
            Map.entry("difficulty", FormulaVectors::difficulty),
            Map.entry("stability-formulas", FormulaVectors::stability),
            Map.entry("memory-step", FormulaVectors::memoryStep),
            Map.entry("migrate", FormulaVectors::migrate),
            Map.entry("sm2", FormulaVectors::sm2),
            Map.entry("next-states", HistoryVectors::nextStates),
            Map.entry("memory-state", HistoryVectors::memoryState),
            Map.entry("memory-trace", HistoryVectors::memoryTrace),
            Map.entry("fold-checksum", HistoryVectors::foldChecksum),
            Map.entry("first-review", ScheduleVectors::firstReview),
            Map.entry("retrievability-at-due", ScheduleVectors::retrievabilityAtDue),
            Map.entry("schedule", ScheduleVectors::schedule),
            Map.entry("steps", ScheduleVectors::steps),
            Map.entry("fuzz", FuzzVectors::fuzz),
            Map.entry("fuzz-range", FuzzVectors::range));

    private static final Map<String, Check> FSRS7 = Map.of(
            "memory-trace", Fsrs7Vectors::memoryTrace,
            "memory-state", Fsrs7Vectors::memoryState,
            "memory-step", Fsrs7Vectors::memoryStep,
            "next-states", Fsrs7Vectors::nextStates,
            "interval", Fsrs7Vectors::interval,
            "curve", Fsrs7Vectors::curve,
            "first-review", Fsrs7Vectors::firstReview);

    private VectorKinds() {}

    /** @throws AssertionError if the vector does not hold, or nobody knows its kind */
    static void check(Vectors.Vector vector) {
        var optimizer = OPTIMIZER.get(vector.kind());
        var model = (vector.isFsrs7() ? FSRS7 : FSRS6).get(vector.kind());
        if (optimizer != null) {
            optimizer.accept(vector.node(), vector.expected());
        } else if (model != null) {
            model.of(vector.input(), vector.expected());
        } else {
            fail("unknown kind " + vector.kind() + " of model " + vector.node().path("model"));
        }
    }

    static boolean isRun(Vectors.Vector vector) {
        return !NOT_RUN.contains(vector.kind());
    }
}
