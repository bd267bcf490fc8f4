package dev.engram.cli.command;

import dev.engram.cli.stack.StackSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code engram bench fsrs}. Runs in a JVM of its own: ours is set up for a quick start, not for speed. */
@Command(
        name = "fsrs",
        mixinStandardHelpOptions = true,
        description = {
            "Measure the memory model and its optimizer beside ts-fsrs and the Node binding of fsrs-rs.",
            "",
            "Both sides take turns on the same 100,000 reviews. Where Node and npm are, the two packages are installed into",
            "~/.cache/engram/bench-fsrs; without them only our figures are printed. Writes all figures to target/bench-fsrs.json."
        },
        sortOptions = false)
public final class BenchFsrsCommand implements Callable<Integer> {
    @Option(names = "--rounds", paramLabel = "N", defaultValue = "15", description = "Default: ${DEFAULT-VALUE}.")
    private int rounds = 15;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (rounds < 1) {
            throw new IllegalArgumentException("--rounds must be at least 1");
        }
        Path root = StackSettings.rootFromProperty();
        Path jar = root.resolve("bench").resolve("target").resolve("engram-bench.jar");
        if (!Files.isRegularFile(jar)) {
            throw new IOException(jar + " is missing: build first (mvn -Dquick package, or use ./engram)");
        }
        Process bench = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms512m",
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-jar",
                        jar.toString(),
                        Integer.toString(rounds),
                        root.resolve("target").resolve("bench-fsrs.json").toString())
                .inheritIO()
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(bench::destroy, "stop-bench"));
        return bench.waitFor() == 0 ? 0 : 1;
    }
}
