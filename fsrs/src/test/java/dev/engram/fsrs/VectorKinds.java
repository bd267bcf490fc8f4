package dev.engram.fsrs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is done with a vector, by its kind and model. */
final class VectorKinds {
    /** A check of one vector; throws an {@link AssertionError} where it does not hold. */
    interface Check {
        void of(JsonNode input, Expected expected);
    }

    /** Figures on data that do not come with the vectors. */
    static final Set<String> NOT_RUN = Set.of("information");

    /** Kinds of the optimizer, which is not merged: move them to {@link #FSRS6} with {@code OptimizerVectors::...}. */
    static final Set<String> OF_THE_OPTIMIZER = Set.of(
            "clip", "pretrain-loss", "pretrain-search", "pretrain-fill", "gradient", "learning-rate", "synthetic-fit");

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
            "interval", Fsrs7Vectors::interval);

    private VectorKinds() {}

    /** Null for a kind that is not known. */
    static @Nullable Check check(Vectors.Vector vector) {
        return (vector.isFsrs7() ? FSRS7 : FSRS6).get(vector.kind());
    }

    static boolean isRun(Vectors.Vector vector) {
        return !NOT_RUN.contains(vector.kind()) && !OF_THE_OPTIMIZER.contains(vector.kind());
    }
}
