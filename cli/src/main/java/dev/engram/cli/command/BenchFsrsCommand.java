package dev.engram.cli.command;

import dev.engram.cli.stack.StackSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code engram bench fsrs}. Runs in another JVM, see {@link BenchJvm}. */
@Command(
        name = "fsrs",
        mixinStandardHelpOptions = true,
        description = {
            "Measure the memory model and its optimizer, and compare with ts-fsrs and the Node binding of fsrs-rs.",
            "",
            "All run in turns on the same 100,000 reviews. Where Node and npm are found, the two packages are installed into"
                    + " ~/.cache/engram/bench-fsrs; without them only the figures of Engram are printed. Writes all"
                    + " figures to target/bench-fsrs.json."
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
        Path figures = StackSettings.rootFromProperty().resolve("target").resolve("bench-fsrs.json");
        return BenchJvm.run(
                List.of("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC"),
                "dev.engram.bench.fsrs.FsrsBench",
                List.of(Integer.toString(rounds), figures.toString()));
    }
}
