package dev.engram.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.cli.api.ApiException;
import dev.engram.cli.api.EngramApi;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Plays the script against a gateway, moved by whole days so that it ends in the week before now. Any number of runs against
 * the same one count each review once: a later run keeps the days of the first.
 */
public final class Demo {
    private static final JsonMapper JSON = new JsonMapper();

    private final URI gateway;
    private final DemoScript script;
    private final Path root;

    /** @param root the checkout with the deck file */
    public Demo(URI gateway, DemoScript script, Path root) {
        this.gateway = gateway;
        this.script = script;
        this.root = root;
    }

    /**
     * Imports the deck as its author, sends the batches as the learner in their order, and reads the results.
     *
     * @throws IOException if the API refuses a request or rejects a review, with its reason
     */
    public DemoReport play(Watcher watcher) throws IOException, InterruptedException {
        EngramApi api = EngramApi.at(gateway);
        EngramApi author = api.signIn("author", "write-transformers");
        EngramApi learner = api.signIn("learner", "learn-transformers");

        byte[] deckFile = Files.readAllBytes(root.resolve(script.deckFile()));
        JsonNode imported = author.postText("/decks/import", Map.of("acceptWarnings", "true"), deckFile);
        String deckId = imported.path("deckId").asText();
        author.put(
                "/decks/" + deckId + "/visibility",
                JsonNodeFactory.instance.objectNode().put("visibility", "PUBLIC"));
        Map<Integer, JsonNode> cards = new HashMap<>();
        author.cards(deckId).forEach(card -> cards.put(card.path("ordinal").asInt() + 1, card));
        watcher.imported(imported);

        JsonNode membership = learner.put("/decks/" + deckId + "/membership");
        Set<String> positions = new LinkedHashSet<>();
        positions.add(imported.path("position").asText());
        positions.add(membership.path("position").asText());
        DemoScript moved = script.movedBy(days(learner, deckId, cards, joined(positions)));
        List<DemoReport.SentBatch> sent = new ArrayList<>();
        for (DemoScript.Batch batch : moved.batches()) {
            if (batch.repeatOf() != null) {
                // In the story minutes pass between the two. A review that is not yet in the projection would be
                // answered with ACCEPTED again, though it would still count once.
                learner.getCaughtUp("/queue", Map.of("deckId", deckId, "after", joined(positions)));
            }
            JsonNode answer = learner.post("/reviews", body(batch, cards));
            positions.add(answer.path("position").asText());
            sent.add(new DemoReport.SentBatch(batch, answer.path("results")));
            watcher.sent(sent.getLast());
            requireTaken(sent.getLast());
        }

        String after = joined(positions);
        JsonNode mastery =
                learner.getCaughtUp("/mastery/tags", Map.of("asOf", moved.asOf(), "deckId", deckId, "after", after));
        JsonNode queue = learner.getCaughtUp("/queue", Map.of("deckId", deckId, "after", after));
        List<DemoReport.MergedCard> merged = new ArrayList<>();
        for (int number : script.shown()) {
            JsonNode card = cards.getOrDefault(number, MissingNode.getInstance());
            JsonNode history = learner.getCaughtUp(
                    "/reviews", Map.of("cardId", card.path("cardId").asText(), "after", after));
            merged.add(new DemoReport.MergedCard(card.path("question").asText(), history));
        }
        return new DemoReport(gateway, imported, sent, queue, mastery, merged);
    }

    /** By how many days the script is moved: as in the first run on this log, else to the server's time. */
    private long days(EngramApi learner, String deckId, Map<Integer, JsonNode> cards, String after)
            throws IOException, InterruptedException {
        ObjectNode first = script.batches().getFirst().reviews().getFirst();
        Optional<Instant> recorded = learner.getCaughtUp(
                        "/reviews", Map.of("cardId", cardId(first, cards).asText(), "after", after))
                .path("reviews")
                .valueStream()
                .filter(review -> review.path("reviewId").equals(first.path("reviewId")))
                .map(review -> Instant.parse(review.path("reviewedAt").asText()))
                .findFirst();
        if (recorded.isPresent()) {
            Instant written = Instant.parse(first.path("reviewedAt").asText());
            return Duration.between(written, recorded.get()).toDays();
        }
        JsonNode queue = learner.getCaughtUp("/queue", Map.of("deckId", deckId, "after", after));
        return script.daysUntil(Instant.parse(queue.path("asOf").asText()));
    }

    private static void requireTaken(DemoReport.SentBatch sent) throws IOException {
        int rejected = sent.count("REJECTED");
        if (rejected > 0) {
            JsonNode problem = sent.results()
                    .valueStream()
                    .map(result -> result.path("problem"))
                    .filter(JsonNode::isObject)
                    .findFirst()
                    .orElse(MissingNode.getInstance());
            throw new IOException("%d of %d reviews of batch %s were rejected: %s"
                    .formatted(rejected, sent.results().size(), sent.batch().name(), ApiException.describe(problem)));
        }
    }

    private static String joined(Set<String> positions) {
        return positions.stream().filter(position -> !position.isBlank()).collect(Collectors.joining(","));
    }

    private static ObjectNode body(DemoScript.Batch batch, Map<Integer, JsonNode> cards) throws IOException {
        ObjectNode body = JSON.createObjectNode();
        ArrayNode reviews = body.putArray("reviews");
        for (ObjectNode review : batch.reviews()) {
            ObjectNode item = review.deepCopy();
            item.remove(List.of("card", "question"));
            item.set("cardId", cardId(review, cards));
            reviews.add(item.put("clientId", batch.client()));
        }
        return body;
    }

    private static JsonNode cardId(ObjectNode review, Map<Integer, JsonNode> cards) throws IOException {
        int number = review.path("card").asInt();
        JsonNode card = cards.getOrDefault(number, MissingNode.getInstance());
        if (!card.path("question").equals(review.path("question"))) {
            throw new IOException("card " + number + " of the deck must ask " + review.path("question") + " but "
                    + (card.isMissingNode() ? "does not exist" : "asks " + card.path("question"))
                    + "; the deck file is not the one of this demo");
        }
        return card.path("cardId");
    }

    /** Receives the progress of the demo. */
    public interface Watcher {
        /** Ignores everything. */
        Watcher NONE = new Watcher() {};

        /** The deck has been imported. */
        default void imported(JsonNode answer) {}

        /** A batch was answered. */
        default void sent(DemoReport.SentBatch batch) {}
    }
}
