package dev.engram.cli.command;

import dev.engram.cli.stack.StackSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code engram bench hardness}. Every fit runs in a JVM of its own, started by one that does nothing else. */
@Command(
        name = "hardness",
        mixinStandardHelpOptions = true,
        description = {
            "Measure the hardness engine beside glmer of R's lme4, and how its time and memory grow.",
            "",
            "Both sides take turns on the same simulated reviews. Without R with lme4 (on Debian r-base-core and r-cran-lme4)"
                    + " only our figures are printed. A round with R takes about a minute and a half. Writes all figures to"
                    + " target/bench-hardness.json."
        },
        sortOptions = false)
public final class BenchHardnessCommand implements Callable<Integer> {
    @Option(names = "--rounds", paramLabel = "N", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
    private int rounds = 3;

    @Option(
            names = "--most-million",
            paramLabel = "N",
            defaultValue = "10",
            description =
                    "Most reviews of the growth from 0.1 over 1 to 10 million; 0 for none. Default: ${DEFAULT-VALUE}.")
    private double mostMillion = 10;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (rounds < 1) {
            throw new IllegalArgumentException("--rounds must be at least 1");
        }
        Path root = StackSettings.rootFromProperty();
        return BenchJvm.run(
                List.of("-Xmx256m", "-XX:+UseSerialGC"),
                "dev.engram.bench.hardness.HardnessBench",
                List.of(
                        Integer.toString(rounds),
                        Double.toString(mostMillion),
                        root.resolve("target").resolve("bench-hardness.json").toString()));
    }
}
