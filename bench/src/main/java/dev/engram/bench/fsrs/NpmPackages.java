package dev.engram.bench.fsrs;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.engram.bench.measure.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The engines we are measured against, in exact versions, in a folder of their own. */
final class NpmPackages {
    /** Versions by name. */
    static final SortedMap<String, String> WANTED = Collections.unmodifiableSortedMap(
            new TreeMap<>(Map.of("ts-fsrs", "5.4.2", "@open-spaced-repetition/binding", "0.5.0")));

    private static final JsonMapper JSON = new JsonMapper();

    private NpmPackages() {}

    /**
     * Installs what is missing or of another version.
     *
     * @return why that cannot be, in plain English; null if all is there
     */
    static @Nullable String install(Path folder) throws IOException, InterruptedException {
        if (!ChildProcess.succeeds("node", "--version")) {
            return "there is no Node (`node`) in PATH";
        }
        if (isInstalled(folder)) {
            return null;
        }
        if (!ChildProcess.succeeds("npm", "--version")) {
            return "there is no npm in PATH to install them with";
        }
        System.err.println("Installing " + WANTED + " into " + folder);
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("package.json"), "{\"private\": true}\n");
        var log = folder.resolve("install.log");
        var names = WANTED.entrySet().stream()
                .map(wanted -> wanted.getKey() + "@" + wanted.getValue())
                .toList();
        var command = new ArrayList<>(List.of("npm", "install", "--save-exact", "--ignore-scripts", "--no-audit"));
        command.addAll(
                List.of("--no-fund", "--cache", folder.resolve("npm-cache").toString()));
        command.addAll(names);
        var npm = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!npm.waitFor(5, TimeUnit.MINUTES)) {
            npm.destroy();
        }
        return npm.waitFor() == 0 && isInstalled(folder) ? null : "npm could not install them, see " + log;
    }

    /** Version of Node. */
    static String node() throws IOException {
        return ChildProcess.output(List.of("node", "--version")).strip();
    }

    private static boolean isInstalled(Path folder) throws IOException {
        for (var wanted : WANTED.entrySet()) {
            var file = folder.resolve("node_modules").resolve(wanted.getKey()).resolve("package.json");
            if (!Files.isRegularFile(file)
                    || !JSON.readTree(file.toFile()).path("version").asText().equals(wanted.getValue())) {
                return false;
            }
        }
        return true;
    }
}
