package dev.engram.fsrs.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.engram.fsrs.Expected;
import dev.engram.fsrs.Vectors;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class OptimizerVectorsTest {
    @TestFactory
    List<DynamicTest> shouldAgreeWithTheReferenceVector() {
        return vectors().stream()
                .map(vector -> dynamicTest(vector.get("id").asText(), () -> {
                    double tolerance = vector.hasNonNull("tolerance")
                            ? vector.get("tolerance").asDouble()
                            : 1e-4;
                    OptimizerVectors.CHECKS
                            .get(vector.get("kind").asText())
                            .accept(vector, new Expected(vector.get("expected"), tolerance));
                }))
                .toList();
    }

    @Test
    void shouldFindVectorsOfEveryKind() {
        assertThat(vectors().stream().map(vector -> vector.get("kind").asText()).collect(Collectors.toSet()))
                .isEqualTo(OptimizerVectors.CHECKS.keySet());
    }

    private static List<JsonNode> vectors() {
        return StreamSupport.stream(Vectors.all().spliterator(), false)
                .filter(vector ->
                        OptimizerVectors.CHECKS.containsKey(vector.get("kind").asText()))
                .toList();
    }
}
