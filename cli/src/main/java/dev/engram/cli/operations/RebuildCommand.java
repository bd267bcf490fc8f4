package dev.engram.cli.operations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.engram.cli.command.ShownProgress;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code engram rebuild}. */
@Command(
        name = "rebuild",
        description = {
            "Build a projection again from the beginning of the log, beside the one that answers.",
            "The old generation answers until the new one has caught up and replaces it."
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the new generation answers (with --no-wait or --cancel: accepted)", "1:it does not"})
public final class RebuildCommand implements Callable<Integer> {
    private static final int POLL_MILLIS = 500;

    @Mixin
    private final ProjectionChoice choice = new ProjectionChoice();

    @Parameters(paramLabel = "NAME", description = "Name of the projection, as ./engram status shows it.")
    private String name = "";

    @Option(names = "--cancel", description = "Give up the rebuild that is running; what answers is not touched.")
    private boolean cancel;

    @Option(names = "--no-wait", description = "Return at once; ./engram status shows the progress.")
    private boolean noWait;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = choice.stack.out();
        RunningProjection projection = choice.named(name);
        if (cancel) {
            projection.delete("/rebuild");
            out.println("The rebuild of " + projection + " is cancelled.");
            return 0;
        }
        projection.post("/rebuild", null);
        if (noWait) {
            out.println("The rebuild of " + projection + " has begun; ./engram status shows its progress.");
            return 0;
        }
        return await(projection, out);
    }

    private static int await(RunningProjection begun, PrintWriter out) throws IOException, InterruptedException {
        int before = generation(begun);
        long start = System.nanoTime();
        ShownProgress progress = new ShownProgress(out);
        try {
            while (true) {
                JsonNode status = begun.again().status();
                Duration since = Duration.ofNanos(System.nanoTime() - start);
                if (status.path("live").path("generation").asInt() > before) {
                    progress.clear();
                    out.printf(
                            Locale.ROOT,
                            "%s: generation %d answers now, after %.1f s.%n",
                            begun,
                            status.path("live").path("generation").asInt(),
                            since.toMillis() / 1e3);
                    return 0;
                }
                // the service looks at its generations every second
                if (status.path("rebuild").isMissingNode() && since.toSeconds() > 5) {
                    throw new IOException(
                            status.has("remedy")
                                    ? begun + " is " + status.path("state").asText() + ": "
                                            + status.path("reason").asText() + "; "
                                            + status.path("remedy").asText()
                                    : "the rebuild of " + begun + " was cancelled");
                }
                progress.changing("  … " + ProjectionText.rebuild(status.path("rebuild")), since);
                Thread.sleep(POLL_MILLIS);
            }
        } finally {
            progress.clear();
        }
    }

    private static int generation(RunningProjection projection) {
        return projection.status().path("live").path("generation").asInt();
    }
}
