package dev.engram.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.cli.api.EngramApi;
import dev.engram.events.Ids;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Latency of {@code GET /queue} over HTTP, through the gateway of a running stack with the demo accounts: the learner studies a deck that
 * is made for it, of which a tenth of the cards is new and half of the others are due. Requests are sent one after the other.
 */
public final class QueueBench {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int REVIEWS_AT_ONCE = 1_000;
    private static final int WARM_UP = 200;

    /** Long enough ago that a card answered EASY, which waits eight days, is due. */
    private static final Duration DUE = Duration.ofDays(10);

    private static final Duration NOT_DUE = Duration.ofDays(3);

    private final EngramApi author;
    private final EngramApi learner;
    private final int cards;

    /**
     * What was measured.
     *
     * @param cards of the deck
     * @param due of the queue, by the limit of the plan for a day
     * @param pageCards in an answer
     * @param p50Millis half of the requests took no longer; the other figures likewise
     */
    public record Figures(
            int cards,
            int due,
            int pageCards,
            int requests,
            double p50Millis,
            double p95Millis,
            double p99Millis,
            double maxMillis) {}

    /**
     * Signs in.
     *
     * @param cards how many the deck has, 10 to 20,000
     */
    public QueueBench(URI gateway, int cards) throws IOException, InterruptedException {
        var api = EngramApi.at(gateway);
        this.author = api.signIn("author", "write-transformers");
        this.learner = api.signIn("learner", "learn-transformers");
        this.cards = cards;
    }

    /** Makes the deck and the answers. @return the position after which a queue contains them */
    public String prepare() throws IOException, InterruptedException {
        JsonNode imported = author.postText("/decks/import", Map.of("acceptWarnings", "true"), deckFile());
        String deckId = imported.path("deckId").asText();
        author.put("/decks/" + deckId + "/visibility", JSON.createObjectNode().put("visibility", "PUBLIC"));
        var positions = new ArrayList<String>();
        positions.add(imported.path("position").asText());
        positions.add(
                learner.put("/decks/" + deckId + "/membership").path("position").asText());
        List<JsonNode> deck = author.cards(deckId);
        List<JsonNode> answered = deck.subList(0, deck.size() - deck.size() / 10);
        String last = "";
        for (int from = 0; from < answered.size(); from += REVIEWS_AT_ONCE) {
            var body = JSON.createObjectNode();
            var reviews = body.putArray("reviews");
            for (int i = from; i < Math.min(answered.size(), from + REVIEWS_AT_ONCE); i++) {
                reviews.add(review(answered.get(i).path("cardId").asText(), i));
            }
            last = learner.post("/reviews", body).path("position").asText();
        }
        positions.add(last);
        String after = String.join(",", positions);
        learner.getCaughtUp("/queue", Map.of("after", after, "limit", "0"));
        return after;
    }

    private byte[] deckFile() {
        var text = new StringBuilder("Bench | Queue " + Ids.v7() + "\n");
        for (int i = 0; i < cards; i++) {
            text.append("What is the answer to question number ")
                    .append(i)
                    .append("?\nbench topic-")
                    .append(i % 50);
            text.append(
                    "\nThe answer to it is a sentence of some length, as answers are, and it ends here.\nSource: A book\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode review(String cardId, int sequence) {
        return JSON.createObjectNode()
                .put("reviewId", Ids.v7().toString())
                .put("cardId", cardId)
                .put("rating", "EASY")
                .put(
                        "reviewedAt",
                        Instant.now().minus(sequence % 2 == 0 ? DUE : NOT_DUE).toString())
                .put("clientId", "bench")
                .put("clientSeq", sequence);
    }

    /**
     * Asks so many times, after a warm-up.
     *
     * @param query parameters of the call
     */
    public Figures measure(int requests, Map<String, String> query) throws IOException, InterruptedException {
        for (int i = 0; i < WARM_UP; i++) {
            learner.get("/queue", query);
        }
        var nanos = new long[requests];
        JsonNode queue = JSON.createObjectNode();
        for (int i = 0; i < requests; i++) {
            long start = System.nanoTime();
            queue = learner.get("/queue", query);
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        return new Figures(
                cards,
                queue.path("counts").path("due").asInt(),
                queue.path("cards").size(),
                requests,
                millis(nanos, 0.5),
                millis(nanos, 0.95),
                millis(nanos, 0.99),
                millis(nanos, 1));
    }

    /** The smallest figure that at least {@code share} of them do not exceed. */
    private static double millis(long[] sorted, double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)] / 1e6;
    }
}
