package dev.engram.fsrs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What a vector expects, compared at its own absolute tolerance; 0 means exactly. */
public record Expected(JsonNode values, double tolerance) {
    /** The named part. */
    public Expected at(String name) {
        return new Expected(Objects.requireNonNull(values.get(name), name), tolerance);
    }

    public void isNumbers(double... actual) {
        assertThat(actual).containsExactly(Vectors.doubles(values), within(tolerance));
    }

    public void isNumber(double actual) {
        assertThat(actual).isCloseTo(values.asDouble(), within(tolerance));
    }

    /** Where the vector says nothing about {@code name}, nothing is checked. */
    public void maySay(String name, double... actual) {
        if (values.has(name)) {
            at(name).isNumbers(actual);
        }
    }

    public void maySay(String name, List<String> actual) {
        if (values.has(name)) {
            assertThat(actual).isEqualTo(texts(values.get(name)));
        }
    }

    public void isLongsOrNull(List<@Nullable Long> actual) {
        assertThat(actual)
                .isEqualTo(StreamSupport.stream(values.spliterator(), false)
                        .<@Nullable Long>map(value -> value.isNull() ? null : value.asLong())
                        .toList());
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
