package dev.engram.cli.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.cli.bench.StackBench;
import dev.engram.cli.stack.StackSettings;
import dev.engram.local.Folders;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code engram bench stack}. */
@Command(
        name = "stack",
        mixinStandardHelpOptions = true,
        description = {
            "Start a separate stack, play the demo, sum the memory of all processes, and time single reviews until mastery"
                    + " shows them. Prints the median of the runs and writes all figures as JSON."
        },
        sortOptions = false)
public final class BenchStackCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec command;

    @Option(names = "--runs", paramLabel = "N", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
    private int runs = 3;

    @Option(
            names = "--reviews",
            paramLabel = "N",
            defaultValue = "200",
            description = "Single reviews per run. Default: ${DEFAULT-VALUE}.")
    private int reviews = 200;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (runs < 1 || reviews < 1) {
            throw new IllegalArgumentException("--runs and --reviews must be at least 1");
        }
        PrintWriter out =
                Objects.requireNonNull(command, "picocli sets it").commandLine().getOut();
        Path root = StackSettings.rootFromProperty();
        Path folder = Files.createDirectories(root.resolve("target").resolve("bench"));
        StackBench bench = new StackBench(root, reviews);
        List<StackBench.Run> measured = new ArrayList<>();
        for (int i = 1; i <= runs; i++) {
            Path home = folder.resolve("home");
            Folders.delete(home);
            StackBench.Run run = bench.run(home);
            measured.add(run);
            print(out, "run " + i, run.startSeconds(), run.pssBytes(), run.p95Seconds());
            Folders.delete(home);
        }
        double start = median(measured, StackBench.Run::startSeconds);
        double pss = median(measured, StackBench.Run::pssBytes);
        double p95 = median(measured, StackBench.Run::p95Seconds);
        print(out, "median", start, pss, p95);
        Path file = folder.resolve("stack.json");
        Files.writeString(file, json(measured, start, pss, p95).toPrettyString());
        out.println("All figures: " + file);
        return 0;
    }

    /** The middle one; of an even number the mean of the middle two. */
    private static double median(List<StackBench.Run> runs, ToDoubleFunction<StackBench.Run> figure) {
        double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private static void print(PrintWriter out, String what, double startSeconds, double pssBytes, double p95Seconds) {
        out.printf(
                Locale.ROOT,
                "%-7s healthy after %5.1f s   memory (PSS) %5.0f MB   review to mastery p95 %6.0f ms%n",
                what,
                startSeconds,
                pssBytes / 1e6,
                p95Seconds * 1e3);
        out.flush();
    }

    private static ObjectNode json(List<StackBench.Run> runs, double start, double pss, double p95) {
        JsonMapper mapper = new JsonMapper();
        ObjectNode document = mapper.createObjectNode();
        document.put("processors", Runtime.getRuntime().availableProcessors());
        document.putObject("median")
                .put("startSeconds", start)
                .put("pssBytes", pss)
                .put("reviewToMasteryP95Seconds", p95);
        return document.set("runs", mapper.valueToTree(runs));
    }
}
