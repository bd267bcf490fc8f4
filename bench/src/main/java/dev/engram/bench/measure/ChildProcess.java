package dev.engram.bench.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;

/** Runs other programs to their end; they are stopped with this process. */
public final class ChildProcess {
    private ChildProcess() {}

    /** Whether the program can be started and ends with 0; its output is discarded. */
    public static boolean succeeds(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .onExit()
                            .join()
                            .exitValue()
                    == 0;
        } catch (IOException e) {
            return false; // not installed
        }
    }

    /**
     * What the program writes to its standard output.
     *
     * @throws IOException if it cannot be started or does not end with 0
     */
    public static String output(List<String> command) throws IOException {
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var stop = new Thread(process::destroy, "stop-child");
        Runtime.getRuntime().addShutdownHook(stop);
        try (var output = process.getInputStream()) {
            var text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            int code = process.onExit().join().exitValue();
            if (code != 0) {
                throw new IOException(String.join(" ", command) + " ended with " + code);
            }
            return text;
        } finally {
            Runtime.getRuntime().removeShutdownHook(stop);
        }
    }

    /** Puts a script that is a resource of {@code owner} into a folder. */
    public static Path script(Class<?> owner, String name, Path folder) throws IOException {
        var script = folder.resolve(name);
        try (var resource = Objects.requireNonNull(owner.getResourceAsStream(name), name)) {
            Files.copy(resource, script, StandardCopyOption.REPLACE_EXISTING);
        }
        return script;
    }
}
