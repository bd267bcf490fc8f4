package dev.engram.cli.bench.merge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.cli.api.EngramApi;
import dev.engram.cli.bench.merge.TwoDeviceHistory.Device;
import dev.engram.cli.bench.merge.TwoDeviceHistory.Sync;
import dev.engram.events.Ids;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Plays histories through the API of a running stack: each device keeps its answers until it syncs. */
final class EngramPlayer {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int BATCH = 100;

    private final EngramApi author;
    private final EngramApi learner;

    private EngramPlayer(EngramApi author, EngramApi learner) {
        this.author = author;
        this.learner = learner;
    }

    /** @param gateway of a local stack, with its two accounts */
    static EngramPlayer at(URI gateway) throws IOException, InterruptedException {
        var api = EngramApi.at(gateway);
        return new EngramPlayer(
                api.signIn("author", "write-transformers"), api.signIn("learner", "learn-transformers"));
    }

    /**
     * The cards after both devices have synced. Each call studies a new deck.
     *
     * @param title of that deck
     */
    List<CardFigures> play(String title, TwoDeviceHistory history, Instant start)
            throws IOException, InterruptedException {
        var cards = importDeck(title, history.cards());
        var times = AnswerTimes.of(history, start);
        var answers = times.answers().iterator();
        var outboxes = new EnumMap<Device, List<ObjectNode>>(Device.class);
        var positions = new ArrayList<String>();
        int sequence = 0;
        for (var step : history.steps()) {
            if (step instanceof TwoDeviceHistory.Answer) {
                var timed = answers.next();
                outboxes.computeIfAbsent(timed.answer().device(), _ -> new ArrayList<>())
                        .add(review(timed, cards, sequence++));
            } else if (step instanceof Sync(var device)) {
                var outbox = outboxes.getOrDefault(device, new ArrayList<>());
                for (int from = 0; from < outbox.size(); from += BATCH) {
                    positions.add(send(outbox.subList(from, Math.min(from + BATCH, outbox.size()))));
                }
                outbox.clear();
            }
        }
        return states(cards, times, positions.getLast());
    }

    private List<String> importDeck(String title, int cards) throws IOException, InterruptedException {
        var text = new StringBuilder(title).append('\n');
        for (int card = 0; card < cards; card++) {
            text.append("What is the number ")
                    .append(card)
                    .append("?\nnumbers\nIt is ")
                    .append(card)
                    .append(".\n");
        }
        var imported = author.postText(
                "/decks/import",
                Map.of("acceptWarnings", "true"),
                text.toString().getBytes(StandardCharsets.UTF_8));
        var deck = imported.path("deckId").asText();
        author.put("/decks/" + deck + "/visibility", JSON.createObjectNode().put("visibility", "PUBLIC"));
        learner.put("/decks/" + deck + "/membership");
        var ids = author.cards(deck).stream()
                .map(card -> card.path("cardId").asText())
                .toList();
        if (ids.size() != cards) {
            throw new IOException("the deck has " + ids.size() + " cards instead of " + cards);
        }
        return ids;
    }

    private static ObjectNode review(AnswerTimes.Timed timed, List<String> cards, int sequence) {
        var answer = timed.answer();
        return JSON.createObjectNode()
                .put("reviewId", Ids.v7().toString())
                .put("cardId", cards.get(answer.card()))
                .put("rating", answer.rating().name())
                .put("reviewedAt", timed.at().toString())
                .put("clientId", answer.device().name().toLowerCase(Locale.ROOT))
                .put("clientSeq", sequence);
    }

    private String send(List<ObjectNode> reviews) throws IOException, InterruptedException {
        var body = JSON.createObjectNode();
        body.putArray("reviews").addAll(reviews);
        var answer = learner.post("/reviews", body);
        for (var result : answer.path("results")) {
            if (result.has("problem")) {
                throw new IOException("a review was rejected: " + result);
            }
        }
        return answer.path("position").asText();
    }

    private List<CardFigures> states(List<String> cards, AnswerTimes times, String after)
            throws IOException, InterruptedException {
        var figures = new ArrayList<CardFigures>(cards.size());
        for (int card : IntStream.range(0, cards.size()).toArray()) {
            JsonNode state = learner.getCaughtUp("/reviews", Map.of("cardId", cards.get(card), "after", after))
                    .path("state");
            figures.add(new CardFigures(
                    state.path("lapses").asInt(),
                    state.path("stabilityDays").asDouble(),
                    times.dueDays(card, Instant.parse(state.path("dueAt").asText()))));
        }
        return figures;
    }
}
