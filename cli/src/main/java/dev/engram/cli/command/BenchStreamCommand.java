package dev.engram.cli.command;

import dev.engram.cli.bench.StreamBench;
import dev.engram.cli.bench.StreamLatency.Figures;
import dev.engram.cli.stack.StackSettings;
import dev.engram.local.Folders;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code engram bench stream}. */
@Command(
        name = "stream",
        mixinStandardHelpOptions = true,
        description = {
            "Measure how long after a review was acknowledged the streams of other clients of the learner tell of it, through the"
                    + " gateway of a separate stack. The exit code is 1 if the 99th percentile is above 250 ms."
        },
        sortOptions = false)
final class BenchStreamCommand implements Callable<Integer> {
    private static final double GOAL_MILLIS = 250;

    @Spec
    private @Nullable CommandSpec command;

    @Option(
            names = "--reviews",
            paramLabel = "N",
            defaultValue = "500",
            description = "Single reviews, ten a second. Default: ${DEFAULT-VALUE}.")
    private int reviews = 500;

    @Option(
            names = "--streams",
            paramLabel = "N",
            defaultValue = "4",
            description = "Streams that are open, 1 to 8. Default: ${DEFAULT-VALUE}.")
    private int streams = 4;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (reviews < 1 || streams < 1 || streams > 8) {
            throw new IllegalArgumentException("--reviews must be at least 1, --streams 1 to 8");
        }
        PrintWriter out =
                Objects.requireNonNull(command, "picocli sets it").commandLine().getOut();
        Path root = StackSettings.rootFromProperty();
        Path home = Files.createDirectories(root.resolve("target/bench")).resolve("stream-home");
        Folders.delete(home);
        Figures figures = new StreamBench(root, reviews, streams).run(home);
        Folders.delete(home);
        out.printf("%-44s %9s %9s %9s%n", "milliseconds", "p50", "p99", "longest");
        print(out, "acknowledged, seen on another stream", figures.acknowledged());
        print(out, "sent, seen on another stream", figures.sent());
        out.flush();
        return Figures.quantile(figures.acknowledged(), 0.99) <= GOAL_MILLIS ? 0 : 1;
    }

    private static void print(PrintWriter out, String what, List<Double> sorted) {
        out.printf(
                Locale.ROOT,
                "%-44s %9.1f %9.1f %9.1f%n",
                what,
                Figures.quantile(sorted, 0.5),
                Figures.quantile(sorted, 0.99),
                sorted.getLast());
    }
}
