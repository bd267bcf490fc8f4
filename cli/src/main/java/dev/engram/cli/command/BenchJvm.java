package dev.engram.cli.command;

import dev.engram.cli.stack.StackSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another JVM for a benchmark: the one of the command line is configured for a quick start, not for speed. */
final class BenchJvm {
    private BenchJvm() {}

    /**
     * Runs a main class of the built bench module, with input and output of this JVM, and stops it when this JVM is stopped.
     *
     * @param flags of the JVM
     * @return the exit code: 0, or 1 for any other
     * @throws IOException if the bench module is not built
     */
    static int run(List<String> flags, String mainClass, List<String> arguments)
            throws IOException, InterruptedException {
        Path jar = StackSettings.rootFromProperty()
                .resolve("bench")
                .resolve("target")
                .resolve("engram-bench.jar");
        if (!Files.isRegularFile(jar)) {
            throw new IOException(jar + " is missing: build first (mvn -Dquick package, or use ./engram)");
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", jar.toString(), mainClass));
        command.addAll(arguments);
        Process bench = new ProcessBuilder(command).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(bench::destroy, "stop-bench"));
        return bench.waitFor() == 0 ? 0 : 1;
    }
}
