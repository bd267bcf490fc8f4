package dev.engram.fsrs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every reference vector whose kind the module covers; a kind that is in neither list fails. */
class VectorsTest {
    /** Kinds of parts that are not built: optimizer, fuzz, evaluation on outside data. */
    private static final Set<String> LATER = Set.of(
            "clip",
            "fuzz",
            "fuzz-range",
            "pretrain-loss",
            "pretrain-search",
            "pretrain-fill",
            "gradient",
            "learning-rate",
            "synthetic-fit",
            "information");

    @TestFactory
    List<DynamicTest> shouldAgreeWithTheReferenceVector() {
        return StreamSupport.stream(Vectors.all().spliterator(), false)
                .filter(vector -> !LATER.contains(kind(vector)))
                .map(vector -> dynamicTest(kind(vector) + " " + vector.get("id").asText(), () -> check(vector)))
                .toList();
    }

    @Test
    void shouldCheckMostVectorsAndSayWhichWait() {
        var byCoverage = StreamSupport.stream(Vectors.all().spliterator(), false)
                .collect(Collectors.partitioningBy(vector -> LATER.contains(kind(vector))));
        System.out.printf(
                "fsrs-vectors.json: %d vectors checked; %d wait for their part, of kinds %s%n",
                byCoverage.get(false).size(),
                byCoverage.get(true).size(),
                byCoverage.get(true).stream()
                        .map(VectorsTest::kind)
                        .distinct()
                        .sorted()
                        .toList());
        assertThat(byCoverage.get(false)).hasSizeGreaterThanOrEqualTo(25);
    }

    private static String kind(JsonNode vector) {
        return vector.get("kind").asText();
    }

    private static void check(JsonNode vector) {
        var input = vector.get("input");
        var expected = new Expected(
                vector.get("expected"),
                vector.hasNonNull("tolerance") ? vector.get("tolerance").asDouble() : 1e-4);
        switch (kind(vector)) {
            case "curve" -> FormulaVectors.curve(input, expected);
            case "interval" -> FormulaVectors.interval(input, expected);
            case "difficulty" -> FormulaVectors.difficulty(input, expected);
            case "stability-formulas" -> FormulaVectors.stability(input, expected);
            case "memory-step" -> FormulaVectors.memoryStep(input, expected);
            case "migrate" -> FormulaVectors.migrate(input, expected);
            case "sm2" -> FormulaVectors.sm2(input, expected);
            case "next-states" -> HistoryVectors.nextStates(input, expected);
            case "memory-state" -> HistoryVectors.memoryState(input, expected);
            case "memory-trace" -> HistoryVectors.memoryTrace(input, expected);
            case "fold-checksum" -> HistoryVectors.foldChecksum(input, expected);
            case "first-review" -> ScheduleVectors.firstReview(input, expected);
            case "retrievability-at-due" -> ScheduleVectors.retrievabilityAtDue(input, expected);
            case "schedule" -> ScheduleVectors.schedule(input, expected);
            case "steps" -> ScheduleVectors.steps(input, expected);
            default -> fail("unknown kind " + kind(vector));
        }
    }
}
