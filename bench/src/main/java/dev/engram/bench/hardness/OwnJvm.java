package dev.engram.bench.hardness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a piece of work in a JVM of its own: nothing of an earlier one is compiled, loaded or in memory. */
final class OwnJvm {
    /** The first compiler alone: on fits of seconds the second costs more than it gains, and is no faster when warm. */
    static final List<String> FLAGS = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private static final JsonMapper JSON = new JsonMapper();

    private OwnJvm() {}

    /**
     * Runs a main class.
     *
     * @param heap most heap, as {@code -Xmx} takes it
     * @return the JSON that is the last line of its output
     * @throws IOException if it fails
     */
    static JsonNode run(String heap, Class<?> main, Object... arguments) throws IOException {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + heap));
        command.addAll(FLAGS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        for (var argument : arguments) {
            command.add(argument.toString());
        }
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var stop = new Thread(process::destroy, "stop-worker");
        Runtime.getRuntime().addShutdownHook(stop);
        try (var output = process.getInputStream()) {
            var lines = new String(output.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            int code = process.onExit().join().exitValue();
            if (code != 0 || lines.isEmpty()) {
                throw new IOException(main.getSimpleName() + List.of(arguments) + " ended with " + code);
            }
            return JSON.readTree(lines.getLast());
        } finally {
            Runtime.getRuntime().removeShutdownHook(stop);
        }
    }
}
