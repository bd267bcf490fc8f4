package dev.engram.fsrs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;

/** Vectors about the choice of a day around an interval. */
final class FuzzVectors {
    private FuzzVectors() {}

    static void fuzz(JsonNode input, Expected expected) {
        var cases = input.get("cases");
        assertThat(cases.size()).isPositive();
        for (int i = 0; i < cases.size(); i++) {
            var range = Fuzz.Range.around(
                    cases.get(i).get(0).asDouble(),
                    cases.get(i).get(1).asInt(),
                    cases.get(i).get(2).asInt());
            new Expected(expected.at("days").values().get(i), expected.tolerance())
                    .isNumbers(Arrays.stream(Vectors.doubles(input.get("fuzzFactors")))
                            .map(range::at)
                            .toArray());
        }
    }

    static void range(JsonNode input, Expected expected) {
        var intervals = Vectors.doubles(input.get("interval"));
        assertThat(intervals).isNotEmpty();
        for (int i = 0; i < intervals.length; i++) {
            var range = Fuzz.Range.around(
                    intervals[i],
                    input.get("minimum").asInt(),
                    input.get("maximum").asInt());
            new Expected(expected.at("bounds").values().get(i), expected.tolerance())
                    .isNumbers(range.lower(), range.upper());
        }
    }
}
