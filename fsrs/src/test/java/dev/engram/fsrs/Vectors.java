package dev.engram.fsrs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * The vectors of every {@code *.json} in the folder {@code -Dfsrs.vectors=DIR}, by default in the module's test resources; the
 * engine, version and tolerance of each stand beside its numbers. A file without {@code vectors} is not one of vectors.
 */
public final class Vectors {
    /**
     * One vector.
     *
     * @param file name of its file
     * @param node the vector, with weight arrays in place of the names they have in the file
     */
    record Vector(String file, JsonNode node) {
        String id() {
            return node.path("id").asText("without id");
        }

        String kind() {
            return node.path("kind").asText("without kind");
        }

        boolean isFsrs7() {
            return node.path("model").asText().equals(Fsrs7.NAME);
        }

        JsonNode input() {
            return Objects.requireNonNull(node.get("input"), "input");
        }

        Expected expected() {
            double tolerance =
                    node.hasNonNull("tolerance") ? node.get("tolerance").asDouble() : 1e-4;
            return new Expected(Objects.requireNonNull(node.get("expected"), "expected"), tolerance);
        }
    }

    private Vectors() {}

    /** Those of all files, by the files' names. */
    static List<Vector> all() {
        var given = System.getProperty("fsrs.vectors");
        return in(given == null ? resources() : folder(Path.of(given)));
    }

    /** As given, or as seen from the folder above the module, in which Maven was started. */
    private static Path folder(Path given) {
        return Files.isDirectory(given) ? given : Path.of("..").resolve(given);
    }

    static List<Vector> in(Path folder) {
        try (var files = Files.newDirectoryStream(folder, "*.json")) {
            var vectors = StreamSupport.stream(files.spliterator(), false)
                    .sorted()
                    .flatMap(file -> of(file).stream())
                    .toList();
            if (vectors.isEmpty()) {
                throw new IllegalStateException("no vectors in the *.json of " + folder.toAbsolutePath());
            }
            return vectors;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Vector> of(Path file) {
        try {
            var content = new ObjectMapper().readTree(file.toFile());
            var vectors = new ArrayList<Vector>();
            for (var vector : content.path("vectors")) {
                resolve(vector.path("input"), content.path("parameters"));
                vectors.add(new Vector(String.valueOf(file.getFileName()), vector));
            }
            return vectors;
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    /** Puts the arrays of {@code named} where an input gives their names. */
    private static void resolve(JsonNode input, JsonNode named) {
        if (input instanceof ObjectNode fields) {
            for (var field : fields.properties()) {
                if (field.getValue().isTextual() && named.has(field.getValue().asText())) {
                    field.setValue(named.get(field.getValue().asText()).deepCopy());
                }
            }
        }
        input.forEach(child -> resolve(child, named));
    }

    /** The FSRS-6 weights an input lists, migrated, with its overrides. */
    public static Weights weights(JsonNode input) {
        return Weights.migrated(values(input));
    }

    /** The FSRS-7 weights an input lists, with its overrides. */
    static Fsrs7Weights weights7(JsonNode input) {
        return Fsrs7Weights.of(values(input));
    }

    private static double[] values(JsonNode input) {
        var values = doubles(input.get("parameters"));
        input.path("overrides")
                .properties()
                .forEach(override -> values[Integer.parseInt(override.getKey())] =
                        override.getValue().asDouble());
        return values;
    }

    public static double[] doubles(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }

    public static int[] ints(JsonNode array) {
        return IntStream.range(0, array.size()).map(i -> array.get(i).asInt()).toArray();
    }

    private static Path resources() {
        try {
            var file = Objects.requireNonNull(Vectors.class.getResource("/fsrs-vectors.json"));
            return Objects.requireNonNull(Path.of(file.toURI()).getParent());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
