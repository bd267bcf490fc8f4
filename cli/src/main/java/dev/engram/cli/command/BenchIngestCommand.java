package dev.engram.cli.command;

import dev.engram.cli.bench.ingest.IngestBench;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code engram bench ingest}. */
@Command(
        name = "ingest",
        mixinStandardHelpOptions = true,
        description = {
            "Measure how fast reviews are taken and shown again, on a separate stack on 127.0.0.1, which is stopped at the end.",
            "",
            "Batches of 200 take turns with a bare Kafka producer of the same records, single reviews with a bare endpoint that parses"
                    + " and answers the same JSON. Then single reviews at 500/s, the queue for 5,000 cards, the delay to another"
                    + " client's stream of changes, and the memory of a slow take-out. Takes two to three minutes. Prints a"
                    + " table of goals and figures, and writes it as Markdown for docs/performance.md. The exit code is 1"
                    + " if a figure is beyond its floor."
        },
        sortOptions = false)
final class BenchIngestCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec command;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Rounds of each comparison. Default: ${DEFAULT-VALUE}.")
    private int rounds = 3;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Seconds of each round. Default: ${DEFAULT-VALUE}.")
    private int seconds = 5;

    @Option(
            names = "--exported",
            paramLabel = "N",
            defaultValue = "60000",
            description = "Reviews of the learner whose data is downloaded. Default: ${DEFAULT-VALUE}.")
    private int exported = 60_000;

    @Override
    public Integer call() throws IOException, InterruptedException {
        IngestBench.Settings settings = new IngestBench.Settings(rounds, seconds, exported);
        return BenchRun.of(
                command, "ingest", (root, home, progress) -> new IngestBench(root, settings, progress).run(home));
    }
}
