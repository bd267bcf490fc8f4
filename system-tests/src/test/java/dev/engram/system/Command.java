package dev.engram.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The built command line, run as the script runs it. */
public record Command(int exitCode, String output) {

    /** Runs a command against the stack and waits for its end. */
    public static Command run(RunningStack running, String... arguments) throws IOException, InterruptedException {
        return run(Map.of(), running.stack().home(), arguments);
    }

    /** The same for any home. @param environment added to that of this JVM */
    static Command run(Map<String, String> environment, Path home, String... arguments)
            throws IOException, InterruptedException {
        var root = Checkout.root();
        var line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m", // what the script gives to log restore, backup and restore
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Dslf4j.internal.verbosity=ERROR",
                "-Dengram.root=" + root,
                "-jar",
                root.resolve("cli/target/engram-cli.jar").toString()));
        line.addAll(List.of(arguments));
        line.addAll(List.of("--home", home.toString()));
        var builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().putAll(environment);
        var process = builder.start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Command(process.waitFor(), output);
    }

    JsonNode json() throws IOException {
        return Api.JSON.readTree(output);
    }

    public Command expect(int wanted) {
        if (exitCode != wanted) {
            throw new AssertionError("expected exit code " + wanted + ", got " + exitCode + " and " + output);
        }
        return this;
    }
}
