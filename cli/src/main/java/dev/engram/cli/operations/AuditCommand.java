package dev.engram.cli.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
            "The stack goes on meanwhile. Takes as long as reading the log a few times."
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:nothing differs", "1:something differs, or could not be compared"})
public final class AuditCommand implements Callable<Integer> {
    private static final int LOOK_MILLIS = 200;

    @Mixin
    private final ProjectionChoice choice = new ProjectionChoice();

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "One projection only. Default: all of the stack.")
    private @Nullable String name;

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
            JsonNode audit = run(projection, progress);
            boolean same = audit.path("result").path("differences").asLong(-1) == 0;
            equal &= same;
            audits.add(audit.<ObjectNode>deepCopy()
                    .put("service", projection.service().label()));
            if (!json) {
                print(out, projection, audit);
            }
        }
        if (json) {
            out.println(document.put("equal", equal).toPrettyString());
        }
        out.flush();
        return equal ? 0 : 1;
    }

    private static JsonNode run(RunningProjection projection, ShownProgress progress)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        projection.post("/audit", null);
        try {
            while (true) {
                JsonNode audit = projection.get("/audit");
                if (!audit.path("state").asText().equals("RUNNING")) {
                    return audit;
                }
                progress.changing(
                        String.format(
                                Locale.ROOT,
                                "  … %s: %,d records read, %d of %d partitions done",
                                projection,
                                audit.path("recordsRead").asLong(),
                                audit.path("partitionsDone").asInt(),
                                audit.path("partitions").asInt()),
                        Duration.ofNanos(System.nanoTime() - start));
                Thread.sleep(LOOK_MILLIS);
            }
        } finally {
            progress.clear();
        }
    }

    private static void print(PrintWriter out, RunningProjection projection, JsonNode audit) {
        JsonNode result = audit.path("result");
        if (result.isMissingNode()) {
            out.printf(
                    "%-18s %-14s not compared: %s%n",
                    projection.service(),
                    projection.name(),
                    audit.path("failure").asText());
            return;
        }
        out.printf(
                Locale.ROOT,
                "%-18s %-14s %,d %s (%,d records, %,d documents, %,d contexts, %,d counts; %.1f s)%n",
                projection.service(),
                projection.name(),
                result.path("differences").asLong(),
                result.path("differences").asLong() == 1 ? "difference" : "differences",
                result.path("records").asLong(),
                result.path("documents").asLong(),
                result.path("contexts").asLong(),
                result.path("aggregateRows").asLong(),
                result.path("seconds").asDouble());
        for (JsonNode difference : result.path("first")) {
            out.printf(
                    "    %s %s %s: %s (partition %d, %s)%n",
                    difference.path("part").asText().toLowerCase(Locale.ROOT).replace('_', ' '),
                    difference.path("kind").asText().toLowerCase(Locale.ROOT),
                    difference.path("key").asText(),
                    difference.path("detail").asText(),
                    difference.path("partition").asInt(),
                    difference.path("offset").isNumber()
                            ? "first event at offset "
                                    + difference.path("offset").asLong()
                            : "no event explains it");
        }
        long more = result.path("differences").asLong() - result.path("first").size();
        if (more > 0) {
            out.printf(Locale.ROOT, "    and %,d more%n", more);
        }
    }
}
