package dev.engram.cli.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.engram.cli.bench.QueueBench;
import dev.engram.cli.stack.LocalStack;
import dev.engram.cli.stack.StackPorts;
import dev.engram.cli.stack.StackProgress;
import dev.engram.cli.stack.StackSettings;
import dev.engram.local.Folders;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code engram bench queue}. */
@Command(
        name = "queue",
        mixinStandardHelpOptions = true,
        description = {
            "Start a separate stack, make a deck and answers to most of its cards, and time requests of the queue through the"
                    + " gateway, one after the other. Writes all figures as JSON."
        },
        sortOptions = false)
public final class BenchQueueCommand implements Callable<Integer> {
    private static final Map<String, Map<String, String>> QUERIES = queries();

    @Spec
    private @Nullable CommandSpec command;

    @Option(
            names = "--cards",
            paramLabel = "N",
            defaultValue = "5000",
            description = "Of the deck, 10 to 20,000. Default: ${DEFAULT-VALUE}.")
    private int cards = 5_000;

    @Option(
            names = "--requests",
            paramLabel = "N",
            defaultValue = "500",
            description = "Of each kind. Default: ${DEFAULT-VALUE}.")
    private int requests = 500;

    private static Map<String, Map<String, String>> queries() {
        var queries = new LinkedHashMap<String, Map<String, String>>();
        queries.put("page", Map.of());
        queries.put("tag", Map.of("tag", "topic-7"));
        queries.put("days", Map.of("days", "7"));
        queries.put("retrievability", Map.of("order", "RETRIEVABILITY"));
        return queries;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (cards < 10 || cards > 20_000 || requests < 1) {
            throw new IllegalArgumentException("--cards must be 10 to 20000 and --requests at least 1");
        }
        PrintWriter out =
                Objects.requireNonNull(command, "picocli sets it").commandLine().getOut();
        Path root = StackSettings.rootFromProperty();
        Path folder = Files.createDirectories(root.resolve("target").resolve("bench"));
        Path home = folder.resolve("home");
        Folders.delete(home);
        LocalStack stack = LocalStack.at(home, StackSettings.of(root, Map.of()).withPorts(StackPorts.free()));
        Runtime.getRuntime().addShutdownHook(new Thread(stack::stopStartedHere, "stop-bench"));
        var measured = new LinkedHashMap<String, QueueBench.Figures>();
        try {
            stack.start(StackProgress.NONE);
            var bench = new QueueBench(stack.url(), cards);
            bench.prepare();
            for (var query : QUERIES.entrySet()) {
                var figures = bench.measure(requests, query.getValue());
                measured.put(query.getKey(), figures);
                print(out, query.getKey(), figures);
            }
        } finally {
            stack.stop(StackProgress.NONE);
        }
        Folders.delete(home);
        Path file = folder.resolve("queue.json");
        Files.writeString(
                file, new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(measured));
        out.println("All figures: " + file);
        out.flush();
        return 0;
    }

    private static void print(PrintWriter out, String kind, QueueBench.Figures figures) {
        out.printf(
                Locale.ROOT,
                "%-15s %5d cards  p50 %6.1f ms   p95 %6.1f ms   p99 %6.1f ms   max %6.1f ms%n",
                kind,
                figures.cards(),
                figures.p50Millis(),
                figures.p95Millis(),
                figures.p99Millis(),
                figures.maxMillis());
        out.flush();
    }
}
