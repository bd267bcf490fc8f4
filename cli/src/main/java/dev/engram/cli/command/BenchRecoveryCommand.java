package dev.engram.cli.command;

import dev.engram.cli.stack.StackSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code engram bench recovery}. Runs in a JVM of its own: ours is set up for a quick start, not for speed. */
@Command(
        name = "recovery",
        mixinStandardHelpOptions = true,
        description = {
            "Recover the truth of simulated worlds by hardness studies, and hold it against the gates.",
            "",
            "14 scenarios at full size, each with several seeds. Takes minutes; prints a line for each world. The exit code is",
            "1 if a gate fails."
        },
        sortOptions = false)
public final class BenchRecoveryCommand implements Callable<Integer> {
    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Worlds of each scenario; gates are on their mean. Default: ${DEFAULT-VALUE}.")
    private int seeds = 5;

    @Option(names = "--output", paramLabel = "FILE", description = "The page. Default: docs/research/recovery.md.")
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
