package dev.engram.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Runs a command as the script does, in this JVM. */
final class Commands {
    private Commands() {}

    /** What a command did. */
    record Ran(int code, String out, String err) {
        JsonNode json() {
            try {
                return new ObjectMapper().readTree(out);
            } catch (JsonProcessingException e) {
                throw new AssertionError("not JSON: " + out, e);
            }
        }
    }

    static Ran run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Engram.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
        return new Ran(code, out.toString(), err.toString());
    }

    /** Runs a command in a JVM of its own, with these variables besides those of this JVM. */
    static Ran runWith(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dengram.root=" + System.getProperty("engram.root"),
                "-cp",
                System.getProperty("java.class.path"),
                Engram.class.getName()));
        line.addAll(List.of(arguments));
        Path err = Files.createTempFile("engram-command", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(line).redirectError(err.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("ENGRAM_"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ran(process.waitFor(), out, Files.readString(err));
        } finally {
            Files.delete(err);
        }
    }

    /** The folder of the hardness fixture. */
    static Path fixture() {
        return Path.of(System.getProperty("engram.root")).resolve("hardness/src/test/resources/fixture");
    }
}
