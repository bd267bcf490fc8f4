package dev.engram.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.engram.cli.api.JsonFields;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints the demo as text and tables, at most {@value #WIDTH} columns wide. */
public final class DemoText implements Demo.Watcher {
    private static final int WIDTH = 96;
    private static final int QUEUE_SHOWN = 8;

    private final PrintWriter out;
    private final String deckFile;
    private boolean batchesBegun;

    public DemoText(PrintWriter out, String deckFile) {
        this.out = out;
        this.deckFile = deckFile;
    }

    @Override
    public void imported(JsonNode answer) {
        List<String> path = new ArrayList<>();
        answer.path("path").forEach(part -> path.add(part.asText()));
        out.println();
        out.println("The demo: one learner, two clients, three weeks");
        heading("1  The deck");
        line("%s, imported by its author: %s", deckFile, String.join(" | ", path));
        line(
                "%d cards read, %d new, %d updated, %d unchanged, %d rejected, "
                        + answer.path("warnings").size() + " warnings",
                JsonFields.numbers(answer.path("counts"), "read", "new", "updated", "unchanged", "rejected"));
        out.flush();
    }

    @Override
    public void sent(DemoReport.SentBatch sent) {
        if (!batchesBegun) {
            batchesBegun = true;
            heading("2  The reviews of one learner from two clients, in the order in which they arrive");
            line("%-14s %-7s %-18s %8s %10s %9s", "batch", "client", "given", "accepted", "duplicate", "rejected");
        }
        DemoScript.Batch batch = sent.batch();
        String given = Cells.time(batch.reviews().getFirst().path("reviewedAt"), Cells.DAY) + " to "
                + Cells.time(batch.reviews().getLast().path("reviewedAt"), Cells.DAY);
        line(
                "%-14s %-7s %-18s %8d %10d %9d",
                batch.name(),
                batch.client(),
                given,
                sent.count("ACCEPTED"),
                sent.count("DUPLICATE"),
                sent.count("REJECTED"));
        if (batch.note() != null) {
            Cells.wrap("(" + batch.note() + ")", WIDTH - 5).forEach(line -> line("  %s", line));
        }
        out.flush();
    }

    /** Everything after the last batch. */
    public void results(DemoReport report) {
        queue(report.queue());
        mastery(report.mastery());
        heading("5  How the reviews of both clients became one history");
        line("The order is that in which they were given, not that in which they arrived.");
        report.merged().forEach(this::merged);
        out.flush();
    }

    private void queue(JsonNode queue) {
        heading("3  What to study next (now, " + Cells.time(queue.path("asOf"), Cells.MINUTE) + " UTC)");
        line("%d due, %d new in today's queue", JsonFields.numbers(queue.path("counts"), "due", "new"));
        line("%-9s %-11s %7s  %s", "kind", "due", "recall", "card");
        int shown = 0;
        for (JsonNode card : queue.path("cards")) {
            if (shown == QUEUE_SHOWN) {
                line("… and %d more", queue.path("cards").size() - shown);
                break;
            }
            line(
                    "%-9s %-11s %7s  %s",
                    card.path("kind").asText(),
                    Cells.time(card.path("dueAt"), Cells.DAY),
                    card.hasNonNull("retrievability") ? Cells.percent(card.path("retrievability")) : "",
                    Cells.fit(card.path("question").asText(), WIDTH - 34));
            shown++;
        }
    }

    private void mastery(JsonNode mastery) {
        heading("4  How well each topic is known, as of " + Cells.time(mastery.path("asOf"), Cells.MINUTE) + " UTC");
        line(
                "%-22s %7s  %10s  %8s  %4s  %-6s  %s",
                "tag", "mastery", "recall now", "seen", "due", "level", "observed retention (95 %)");
        for (JsonNode tag : mastery.path("tags")) {
            line(
                    "%-22s %7.4f  %10.4f  %8s  %4d  %-6s  %s",
                    tag.path("tag").asText(),
                    tag.path("mastery").asDouble(),
                    tag.path("recallNow").asDouble(),
                    tag.path("seen").asInt() + " of " + tag.path("cards").asInt(),
                    tag.path("due").asInt(),
                    tag.path("level").asText(),
                    Cells.retention(tag.path("observedRetention")));
        }
        line(
                "Mastery: mean chance to recall a card of the tag in %s days if nothing is studied; unseen cards 0.",
                Cells.number(mastery.path("horizonDays")));
        line("Model %s, weights %s.", JsonFields.texts(mastery, "model", "weightsVersion"));
    }

    private void merged(DemoReport.MergedCard card) {
        out.println();
        line("%s", Cells.fit(card.question(), WIDTH - 3));
        line(
                "%-19s  %-7s %-6s %-8s  %-10s %9s  %s",
                "given (UTC)", "client", "rating", "arrived", "phase", "stability", "due");
        List<Boolean> late = card.late();
        int i = 0;
        for (JsonNode review : card.history().path("reviews")) {
            line(
                    "%-19s  %-7s %-6s %-8s  %-10s %7s d  %-16s%s",
                    Cells.time(review.path("reviewedAt"), Cells.SECOND),
                    review.path("clientId").asText(),
                    review.path("rating").asText(),
                    late.get(i++) ? "late" : "in order",
                    review.path("phase").asText().toLowerCase(Locale.ROOT),
                    Cells.number(review.path("stabilityDays")),
                    Cells.time(review.path("dueAt"), Cells.MINUTE),
                    review.path("retracted").asBoolean() ? "  (retracted)" : "");
        }
    }

    private void heading(String text) {
        out.println();
        out.println(text);
    }

    private void line(String format, Object... values) {
        out.println(("   " + String.format(Locale.ROOT, format, values)).stripTrailing());
    }
}
