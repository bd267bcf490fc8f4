package dev.engram.fsrs;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Conformance: every vector of every {@code *.json} in the folder {@code -Dfsrs.vectors=DIR}, by default the module's test
 * resources. A kind that nobody knows fails.
 */
class VectorsTest {
    private static int passed;

    @TestFactory
    List<DynamicTest> shouldAgreeWithTheVector() {
        return Vectors.all().stream()
                .filter(VectorKinds::isRun)
                .map(vector -> dynamicTest(
                        vector.file() + " " + vector.kind() + " " + vector.id(), () -> checkAndCount(vector)))
                .toList();
    }

    @AfterAll
    static void say() {
        var all = Vectors.all();
        System.out.printf("fsrs vectors: %d of %d checked and passed%n", passed, all.size());
        System.out.printf(
                "not run, of kind information: %s%n",
                all.stream()
                        .filter(vector -> !VectorKinds.isRun(vector))
                        .map(Vectors.Vector::id)
                        .collect(joining(", ")));
    }

    private static void checkAndCount(Vectors.Vector vector) {
        VectorKinds.check(vector);
        passed++;
    }

    @Test
    void shouldFailOnAnUnknownKindAndOnAWrongNumber(@TempDir Path folder) throws IOException {
        // given
        Files.writeString(folder.resolve("strange.json"), """
            {"parameters": {"long": [1, 1]}, "vectors": [
              {"id": "a", "kind": "tea-leaves", "model": "FSRS-6", "input": {}, "expected": {}},
              {"id": "b", "kind": "curve", "model": "FSRS-6", "tolerance": 1e-6,
               "input": {"decay": 0.2, "stability": 1, "elapsedDays": "long"}, "expected": {"retrievability": [0.9, 0.9]}},
              {"id": "c", "kind": "curve", "model": "FSRS-6", "tolerance": 1e-6,
               "input": {"decay": 0.2, "stability": 1, "elapsedDays": [1]}, "expected": {"retrievability": [0.91]}}]}
            """);
        // when
        var vectors = Vectors.in(folder);
        // then
        assertThat(vectors).hasSize(3).allMatch(VectorKinds::isRun);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> VectorKinds.check(vectors.get(0)))
                .withMessageContaining("tea-leaves");
        VectorKinds.check(vectors.get(1));
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> VectorKinds.check(vectors.get(2)));
    }
}
