package dev.engram.bench.fsrs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the figures depend on, besides the code. */
final class Machine {
    private Machine() {}

    /** Names and versions, in the order in which they are to be shown. */
    static Map<String, String> versions(boolean withNode) throws IOException {
        var versions = new LinkedHashMap<String, String>();
        versions.put(
                "machine",
                Runtime.getRuntime().availableProcessors() + " cores, " + processor() + ", "
                        + System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        versions.put("JDK", System.getProperty("java.vm.vendor") + " " + Runtime.version());
        versions.put("Engram", version(Path.of(System.getProperty("java.class.path"))));
        if (withNode) {
            versions.put("Node", node());
            versions.putAll(NpmPackages.WANTED);
        }
        return versions;
    }

    /** The library's jar, beside ours, carries its version in its name. */
    private static String version(Path jar) throws IOException {
        var libraries = jar.resolveSibling("lib");
        if (!Files.isDirectory(libraries)) {
            return "from classes";
        }
        try (var files = Files.list(libraries)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("fsrs-"))
                    .map(name -> name.substring("fsrs-".length(), name.length() - ".jar".length()))
                    .findFirst()
                    .orElse("unknown");
        }
    }

    private static String processor() throws IOException {
        var file = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(file)) {
            return "processor unknown";
        }
        return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("processor unknown");
    }

    private static String node() throws IOException {
        var process = new ProcessBuilder("node", "--version").start();
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            var line = output.readLine();
            return line == null ? "unknown" : line;
        }
    }
}
