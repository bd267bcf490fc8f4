package dev.engram.cli.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.cli.api.JsonFields;
import dev.engram.cli.command.ShownProgress;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code engram audit}. */
@Command(
        name = "audit",
        description = {
            "Compare everything that projections hold with a fold of the log: documents, contexts, counts, parked events.",
            "The stack goes on meanwhile. Takes as long as reading the log a few times.",
            "With --repair, what differs is written as the log gives it."
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing differs (with --repair: any more)",
            "1:something differs, or could not be compared or repaired"
        })
public final class AuditCommand implements Callable<Integer> {
    private static final int POLL_MILLIS = 200;

    @Mixin
    private final ProjectionChoice choice = new ProjectionChoice();

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "One projection only. Default: all of the stack.")
    private @Nullable String name;

    @Option(
            names = "--repair",
            description = "Write what the log gives where something differs, is missing or cannot be read.")
    private boolean repair;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = choice.stack.out();
        ShownProgress progress = new ShownProgress(json ? choice.stack.err() : out);
        ObjectNode document = new JsonMapper().createObjectNode();
        var audits = document.putArray("audits");
        boolean equal = true;
        for (RunningProjection projection : choice.chosen(name)) {
            JsonNode audit = run(projection, repair, progress);
            equal &= isEqual(audit);
            audits.add(audit.<ObjectNode>deepCopy()
                    .put("service", projection.service().label()));
            if (!json) {
                print(out, projection, audit, repair);
            }
        }
        if (json) {
            out.println(document.put("equal", equal).toPrettyString());
        }
        out.flush();
        return equal ? 0 : 1;
    }

    /** Whether everything was compared, and nothing differs or everything that did was repaired. */
    static boolean isEqual(JsonNode audit) {
        JsonNode result = audit.path("result");
        return result.has("differences")
                && result.path("notCompared").isEmpty()
                && result.path("differences").asLong()
                        == result.path("repaired").asLong();
    }

    static JsonNode run(RunningProjection projection, boolean repair, ShownProgress progress)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        projection.post(repair ? "/audit?repair=true" : "/audit", null);
        try {
            while (true) {
                JsonNode audit = projection.get("/audit");
                if (!audit.path("state").asText().equals("RUNNING")) {
                    return audit;
                }
                String read = String.format(
                        Locale.ROOT,
                        "%,d records read, %d of %d partitions done",
                        JsonFields.numbers(audit, "recordsRead", "partitionsDone", "partitions"));
                progress.changing("  … " + projection + ": " + read, Duration.ofNanos(System.nanoTime() - start));
                Thread.sleep(POLL_MILLIS);
            }
        } finally {
            progress.clear();
        }
    }

    /** @param isRepair whether what differs was to be repaired */
    static void print(PrintWriter out, RunningProjection projection, JsonNode audit, boolean isRepair) {
        JsonNode result = audit.path("result");
        if (result.isMissingNode()) {
            String failure = audit.path("failure").asText();
            out.printf(
                    "%-18s %-14s not compared or not repaired: %s%n", projection.service(), projection.name(), failure);
            return;
        }
        long differences = result.path("differences").asLong();
        out.printf(
                Locale.ROOT,
                "%-18s %-14s %,d %s",
                projection.service(),
                projection.name(),
                differences,
                differences == 1 ? "difference" : "differences");
        long repaired = result.path("repaired").asLong();
        if (repaired > 0) {
            out.printf(Locale.ROOT, ", %,d repaired", repaired);
        }
        long left = differences - repaired;
        if (repaired > 0 && left > 0) {
            out.printf(Locale.ROOT, ", %,d left", left);
        }
        out.printf(
                Locale.ROOT,
                " (%,d records, %,d documents, %,d contexts, %,d counts; ",
                JsonFields.numbers(result, "records", "documents", "contexts", "aggregateRows"));
        out.printf(Locale.ROOT, "%.1f s)%n", result.path("seconds").asDouble());
        for (JsonNode difference : result.path("first")) {
            out.printf(
                    "    %s %s ",
                    difference.path("part").asText().toLowerCase(Locale.ROOT).replace('_', ' '),
                    difference.path("kind").asText().toLowerCase(Locale.ROOT));
            out.printf("%s: %s (partition %s, ", JsonFields.texts(difference, "key", "detail", "partition"));
            JsonNode offset = difference.path("offset");
            out.println((offset.isNumber() ? "first event at offset " + offset : "no event explains it") + ")");
        }
        long more = differences - result.path("first").size();
        if (more > 0) {
            out.printf(Locale.ROOT, "    and %,d more%n", more);
        }
        for (JsonNode part : result.path("notCompared")) {
            out.printf("    not compared: %s: %s%n", JsonFields.texts(part, "what", "why"));
        }
        if (left > 0 && !isRepair) {
            out.printf("    ./engram audit %s --repair writes what the log gives%n", projection.name());
        }
    }
}
