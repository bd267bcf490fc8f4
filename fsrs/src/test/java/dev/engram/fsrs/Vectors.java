package dev.engram.fsrs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** The reference vectors, with the engine, version and tolerance of each beside its numbers. */
final class Vectors {
    private static final JsonNode FILE = read();

    private Vectors() {}

    static Iterable<JsonNode> all() {
        return FILE.get("vectors");
    }

    /** The weights an input names or lists, migrated, with its overrides. */
    static Weights weights(JsonNode input) {
        var named = input.get("parameters");
        var values = doubles(named.isTextual() ? FILE.get("parameters").get(named.asText()) : named);
        input.path("overrides")
                .properties()
                .forEach(override -> values[Integer.parseInt(override.getKey())] =
                        override.getValue().asDouble());
        return Weights.migrated(values);
    }

    static double[] doubles(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }

    static int[] ints(JsonNode array) {
        return IntStream.range(0, array.size()).map(i -> array.get(i).asInt()).toArray();
    }

    private static JsonNode read() {
        try (var json = Vectors.class.getResourceAsStream("/fsrs-vectors.json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
