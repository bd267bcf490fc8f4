package dev.engram.cli.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.cli.api.JsonFields;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code engram parked}: events that a projection could not apply. */
@Command(
        name = "parked",
        description = {
            "List the events that could not be applied, of one projection or of all.",
            "Replay them after the cause has been removed, or discard them with a note."
        },
        sortOptions = false)
public final class ParkedCommand implements Callable<Integer> {
    private static final String PLACE = "PARTITION-OFFSET";
    private static final int PAGE = 100;

    @Mixin
    private final ProjectionChoice choice = new ProjectionChoice();

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "One projection only. Default: all of the stack.")
    private @Nullable String name;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = choice.stack.out();
        ObjectNode document = new JsonMapper().createObjectNode();
        var all = document.putArray("projections");
        for (RunningProjection projection : choice.chosen(name)) {
            ObjectNode entry =
                    all.addObject().put("service", projection.service().label()).put("projection", projection.name());
            var events = entry.putArray("events");
            for (String cursor = ""; cursor != null; ) {
                JsonNode page = projection.get("/parked?limit=" + PAGE
                        + (cursor.isEmpty() ? "" : "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8)));
                page.path("events").forEach(events::add);
                cursor = page.path("next").isTextual() ? page.path("next").asText() : null;
            }
            if (!json) {
                print(out, projection, events);
            }
        }
        if (json) {
            out.println(document.toPrettyString());
        }
        out.flush();
        return 0;
    }

    private static void print(PrintWriter out, RunningProjection projection, JsonNode events) {
        out.printf(
                Locale.ROOT,
                "%s: %s%n",
                projection,
                events.isEmpty() ? "no parked events" : ProjectionText.events(events.size()) + " parked");
        for (JsonNode event : events) {
            String type = event.path("type").asText("-");
            out.printf(
                    "  %-12s %-22s %s: %s%n",
                    event.path("id").asText(),
                    type,
                    event.path("reason").asText(),
                    event.path("detail").asText());
        }
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Show one parked event with its content.")
    int show(
            @Mixin ProjectionChoice of,
            @Parameters(paramLabel = "NAME") String projection,
            @Parameters(paramLabel = PLACE, description = "As listed, e.g. 3-17.") String event)
            throws IOException, InterruptedException {
        of.stack.out().println(of.named(projection).get("/parked/" + event).toPrettyString());
        return 0;
    }

    @Command(
            name = "replay",
            mixinStandardHelpOptions = true,
            description = {
                "Apply parked events after the cause has been removed, one or all.",
                "An event that can still not be applied stays parked. Exit code 1 if one does."
            })
    int replay(
            @Mixin ProjectionChoice of,
            @Parameters(paramLabel = "NAME", description = "Name of the projection.") String projection,
            @Parameters(arity = "0..1", paramLabel = PLACE, description = "One event, as listed, e.g. 3-17.") @Nullable
                    String event,
            @Option(names = "--all", description = "All of the projection.") boolean all,
            @Option(
                            names = "--reason",
                            paramLabel = "REASON",
                            description = "With --all: only those parked for this reason.")
                    @Nullable
                    String reason)
            throws IOException, InterruptedException {
        if (all == (event != null)) {
            throw new IllegalArgumentException("name one event, or give --all; --reason goes with --all");
        }
        ObjectNode body = new JsonMapper().createObjectNode();
        if (event != null) {
            body.put("event", event);
        }
        if (reason != null) {
            body.put("reason", reason);
        }
        PrintWriter out = of.stack.out();
        JsonNode results = of.named(projection).post("/parked/replay", body).path("results");
        int left = 0;
        for (JsonNode result : results) {
            if (!result.path("applied").asBoolean()) {
                left++;
                out.printf("  %-12s still parked: %s: %s%n", JsonFields.texts(result, "id", "reason", "detail"));
            }
        }
        out.printf(Locale.ROOT, "%s applied, %,d still parked.%n", ProjectionText.events(results.size() - left), left);
        return left == 0 ? 0 : 1;
    }

    @Command(
            name = "discard",
            mixinStandardHelpOptions = true,
            description =
                    "Leave one parked event out: it is not counted as parked any more and is not applied, also after a rebuild.")
    int discard(
            @Mixin ProjectionChoice of,
            @Parameters(paramLabel = "NAME") String projection,
            @Parameters(paramLabel = PLACE, description = "As listed, e.g. 3-17.") String event,
            @Option(names = "--note", required = true, paramLabel = "TEXT", description = "Why; kept with the event.")
                    String note)
            throws IOException, InterruptedException {
        of.named(projection)
                .post(
                        "/parked/discard",
                        new JsonMapper().createObjectNode().put("event", event).put("note", note));
        of.stack.out().println("Discarded " + event + ".");
        return 0;
    }
}
