package dev.engram.bench.hardness;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.engram.bench.measure.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs a piece of work in a JVM of its own: nothing of an earlier one is compiled, loaded or in memory. */
final class OwnJvm {
    /** The first compiler alone: on fits of seconds the second costs more than it gains, and is no faster when warm. */
    static final List<String> FLAGS = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private static final JsonMapper JSON = new JsonMapper();

    private OwnJvm() {}

    /**
     * Runs a main class.
     *
     * @param result what the last line of its output is as JSON
     * @param heap most heap, as {@code -Xmx} takes it
     * @throws IOException if it fails
     */
    static <T> T run(Class<T> result, String heap, Class<?> main, Object... arguments) throws IOException {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + heap));
        command.addAll(FLAGS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        var lines = ChildProcess.output(command).lines().toList();
        return JSON.readValue(lines.getLast(), result);
    }
}
