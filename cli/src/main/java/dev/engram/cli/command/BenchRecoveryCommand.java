package dev.engram.cli.command;

import dev.engram.cli.stack.StackSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code engram bench recovery}. Runs in another JVM, see {@link BenchJvm}. */
@Command(
        name = "recovery",
        mixinStandardHelpOptions = true,
        description = {
            "Run hardness studies on simulated data whose true values are known, and check the results against limits.",
            "",
            "14 scenarios at full size, each with several seeds. Takes minutes; prints a line for each simulation. The exit code"
                    + " is 1 if a limit is missed."
        },
        sortOptions = false)
public final class BenchRecoveryCommand implements Callable<Integer> {
    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Simulations of each scenario; limits apply to their mean. Default: ${DEFAULT-VALUE}.")
    private int seeds = 5;

    @Option(names = "--output", paramLabel = "FILE", description = "The report. Default: docs/research/recovery.md.")
    private @Nullable Path output;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (seeds < 1) {
            throw new IllegalArgumentException("--seeds must be at least 1");
        }
        Path root = StackSettings.rootFromProperty();
        Path page = output == null ? root.resolve("docs").resolve("research").resolve("recovery.md") : output;
        return BenchJvm.run(
                List.of("-Xmx1g", "-XX:+UseParallelGC"),
                "dev.engram.bench.recovery.RecoveryBench",
                List.of(Integer.toString(seeds), page.toString()));
    }
}
