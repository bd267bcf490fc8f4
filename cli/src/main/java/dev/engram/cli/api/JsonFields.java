package dev.engram.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;

/** Members of a JSON object as the arguments of a format. */
public final class JsonFields {
    private JsonFields() {}

    /** As texts, for {@code %s}; empty for one that is absent. */
    public static Object[] texts(JsonNode object, String... names) {
        return Arrays.stream(names).map(name -> object.path(name).asText()).toArray();
    }

    /** As whole numbers, for {@code %d}; 0 for one that is absent. */
    public static Object[] numbers(JsonNode object, String... names) {
        return Arrays.stream(names).map(name -> object.path(name).asLong()).toArray();
    }
}
