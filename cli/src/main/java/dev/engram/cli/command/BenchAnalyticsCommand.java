package dev.engram.cli.command;

import dev.engram.cli.bench.ingest.AnalyticsBench;
import dev.engram.cli.bench.ingest.BenchResult;
import dev.engram.cli.stack.StackSettings;
import dev.engram.local.Folders;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code engram bench analytics}. */
@Command(
        name = "analytics",
        mixinStandardHelpOptions = true,
        description = {
            "Measure reads of all that a learner knows, on a separate stack on 127.0.0.1, which is stopped at the end.",
            "",
            "A learner answers each of 5,000 cards several times. Then the queue, mastery by tag, and eight parallel reads of"
                    + " mastery at a past moment. Takes about two minutes. Prints a table of goals and figures, and"
                    + " writes it as Markdown for docs/performance.md. The exit code is 1 if a figure is beyond its floor."
        },
        sortOptions = false)
final class BenchAnalyticsCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec command;

    @Option(
            names = "--answers",
            paramLabel = "N",
            defaultValue = "12",
            description = "Of each card. Default: ${DEFAULT-VALUE}.")
    private int answers = 12;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out =
                Objects.requireNonNull(command, "picocli sets it").commandLine().getOut();
        Path root = StackSettings.rootFromProperty();
        Path folder = Files.createDirectories(root.resolve("target/bench"));
        Path home = folder.resolve("analytics-home");
        Folders.delete(home);
        BenchResult result = new AnalyticsBench(root, answers, line -> {
                    out.println("  " + line);
                    out.flush();
                })
                .run(home);
        Folders.delete(home);
        Path table = folder.resolve("analytics.md");
        Files.writeString(table, result.markdown());
        out.println();
        out.print(result.text());
        out.println("As Markdown: " + table);
        out.flush();
        return result.reached() ? 0 : 1;
    }
}
