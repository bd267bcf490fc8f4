package dev.engram.bench.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the figures depend on, besides the code. */
public final class Machine {
    private Machine() {}

    /**
     * Names and versions, in the order in which they are to be shown.
     *
     * @param module of the project that is measured
     */
    public static Map<String, String> versions(String module) throws IOException {
        var versions = new LinkedHashMap<String, String>();
        versions.put(
                "machine",
                Runtime.getRuntime().availableProcessors() + " cores, " + processor() + ", "
                        + System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        versions.put("JDK", System.getProperty("java.vm.vendor") + " " + Runtime.version());
        versions.put("Engram", version(module));
        return versions;
    }

    /** The library's jar, beside ours, carries its version in its name. */
    private static String version(String module) throws IOException {
        var libraries = Path.of(System.getProperty("java.class.path")).resolveSibling("lib");
        if (!Files.isDirectory(libraries)) {
            return "from classes";
        }
        try (var files = Files.list(libraries)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(module + "-"))
                    .map(name -> name.substring(module.length() + 1, name.length() - ".jar".length()))
                    .findFirst()
                    .orElse("unknown");
        }
    }

    private static String processor() throws IOException {
        return kernelLine("/proc/cpuinfo", "model name")
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .orElse("processor unknown");
    }

    /**
     * The most resident memory of this process so far in bytes, as the kernel counts it: heap, code and threads; null where
     * the kernel does not report it (Linux does).
     */
    public static @Nullable Long peakMemoryBytes() throws IOException {
        return kernelLine("/proc/self/status", "VmHWM:")
                .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                .orElse(null);
    }

    private static Optional<String> kernelLine(String file, String start) throws IOException {
        var path = Path.of(file);
        return Files.isReadable(path)
                ? Files.readAllLines(path, StandardCharsets.UTF_8).stream()
                        .filter(line -> line.startsWith(start))
                        .findFirst()
                : Optional.empty();
    }
}
