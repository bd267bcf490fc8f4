package dev.engram.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The built command line, run as the script runs it. */
record Command(int exitCode, String output) {

    /** Runs a command against the stack and waits for its end. */
    static Command run(RunningStack running, String... arguments) throws IOException, InterruptedException {
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
        line.addAll(List.of("--home", running.stack().home().toString()));
        var process = new ProcessBuilder(line).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Command(process.waitFor(), output);
    }

    JsonNode json() throws IOException {
        return Api.JSON.readTree(output);
    }

    Command expect(int wanted) {
        if (exitCode != wanted) {
            throw new AssertionError("expected exit code " + wanted + ", got " + exitCode + " and " + output);
        }
        return this;
    }
}
