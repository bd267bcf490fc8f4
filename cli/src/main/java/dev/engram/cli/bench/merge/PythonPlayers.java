package dev.engram.cli.bench.merge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.cli.bench.merge.TwoDeviceHistory.Answer;
import dev.engram.cli.bench.merge.TwoDeviceHistory.Days;
import dev.engram.cli.bench.merge.TwoDeviceHistory.Device;
import dev.engram.cli.bench.merge.TwoDeviceHistory.Sync;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Anki and py-fsrs, in a Python of their own. */
final class PythonPlayers {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path python;
    private final Path script;

    private PythonPlayers(Path python, Path script) {
        this.python = python;
        this.script = script;
    }

    /**
     * What came of one history.
     *
     * @param version of Anki
     * @param merged cards of Anki after both devices have synced
     * @param againInReview AGAIN answers to cards in review in Anki's list of reviews, of all cards
     * @param recomputed the same cards with the stability that Anki computes anew from the merged reviews
     * @param ordered cards of Anki where one device gave all answers in the order of time
     * @param oracle cards of py-fsrs after all answers in the order of time
     */
    record Played(
            String version,
            List<CardFigures> merged,
            int againInReview,
            List<CardFigures> recomputed,
            List<CardFigures> ordered,
            List<CardFigures> oracle) {}

    /** Either the players, or why they cannot be had here. */
    sealed interface Installation {
        record Installed(PythonPlayers players) implements Installation {}

        record Unavailable(String reason) implements Installation {}
    }

    /** Installs them where they are not yet. @param root the checkout */
    static Installation install(Path root) throws IOException, InterruptedException {
        var folder = root.resolve("cli/src/main/anki");
        var errors = Files.createTempFile("engram-install-", ".log");
        try {
            var process = new ProcessBuilder("bash", folder.resolve("install").toString())
                    .redirectError(errors.toFile())
                    .start();
            process.getOutputStream().close();
            var path = text(process).strip();
            if (process.waitFor() == 0) {
                return new Installation.Installed(new PythonPlayers(Path.of(path), folder.resolve("merge.py")));
            }
            var lines = Files.readAllLines(errors);
            return new Installation.Unavailable(lines.isEmpty() ? "the install script failed" : lines.getLast());
        } finally {
            Files.deleteIfExists(errors);
        }
    }

    /** @param start moment of the first answer, for py-fsrs; Anki has its own */
    Played play(TwoDeviceHistory history, Instant start) throws IOException, InterruptedException {
        var process = new ProcessBuilder(python.toString(), script.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var stop = new Thread(process::destroy, "stop-anki");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            try (var input = process.getOutputStream()) {
                input.write(JSON.writeValueAsBytes(json(history, start)));
            }
            var output = text(process);
            if (process.waitFor() != 0) {
                throw new IOException("Anki could not play the history, see above");
            }
            return played(JSON.readTree(output), history, start);
        } finally {
            process.destroy();
            Runtime.getRuntime().removeShutdownHook(stop);
        }
    }

    private static String text(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static ObjectNode json(TwoDeviceHistory history, Instant start) {
        var document = JSON.createObjectNode()
                .put("cards", history.cards())
                .put("start", start.toString().replace("Z", "+00:00"));
        var steps = document.putArray("steps");
        for (var step : history.steps()) {
            switch (step) {
                case Days(int days) -> steps.addObject().put("days", days);
                case Sync(var device) -> steps.addObject().put("sync", name(device));
                case Answer(var device, int card, var rating) ->
                    steps.addObject()
                            .put("device", name(device))
                            .put("card", card)
                            .put("rating", rating.name());
            }
        }
        return document;
    }

    private static String name(Device device) {
        return device.name().toLowerCase(Locale.ROOT);
    }

    private static Played played(JsonNode answer, TwoDeviceHistory history, Instant start) {
        var merged = anki(answer.path("merged"));
        var recomputed = new ArrayList<CardFigures>();
        for (int card = 0; card < history.cards(); card++) {
            var held = merged.get(card);
            double stability = answer.path("recomputed").path(card).asDouble();
            recomputed.add(new CardFigures(held.lapses(), stability, held.dueDays()));
        }
        int again = answer.path("merged")
                .valueStream()
                .mapToInt(card -> card.path("againInReview").asInt())
                .sum();
        var times = AnswerTimes.of(history, start);
        var oracle = new ArrayList<CardFigures>();
        for (int card = 0; card < history.cards(); card++) {
            var held = answer.path("oracle").path(card);
            var due = OffsetDateTime.parse(held.path("due").asText()).toInstant();
            oracle.add(new CardFigures(
                    held.path("lapses").asInt(), held.path("stability").asDouble(), times.dueDays(card, due)));
        }
        return new Played(
                answer.path("version").asText(), merged, again, recomputed, anki(answer.path("ordered")), oracle);
    }

    private static List<CardFigures> anki(JsonNode cards) {
        return cards.valueStream()
                .map(card -> new CardFigures(
                        card.path("lapses").asInt(),
                        card.path("stability").asDouble(),
                        card.path("dueDays").asDouble()))
                .toList();
    }
}
