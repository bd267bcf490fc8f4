package dev.engram.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.cli.api.EngramApi;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Plays the script against a gateway. Any number of runs against the same one count each review once. */
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
     * @throws IOException if the API refuses a request, with its reason
     */
    public DemoReport play(Watcher watcher) throws IOException, InterruptedException {
        EngramApi api = EngramApi.at(gateway);
        EngramApi author = api.signIn("author", "write-transformers");
        EngramApi learner = api.signIn("learner", "learn-transformers");

        byte[] deckFile = Files.readAllBytes(root.resolve(script.deckFile()));
        JsonNode imported = author.postText("/decks/import", Map.of("acceptWarnings", "true"), deckFile);
        String deckId = imported.path("deckId").asText();
        Map<Integer, JsonNode> cards = new HashMap<>();
        author.get("/decks/" + deckId + "/cards", Map.of())
                .path("cards")
                .forEach(card -> cards.put(card.path("ordinal").asInt() + 1, card));
        watcher.imported(imported);

        JsonNode membership = learner.put("/decks/" + deckId + "/membership");
        Set<String> positions = new LinkedHashSet<>();
        positions.add(imported.path("position").asText());
        positions.add(membership.path("position").asText());
        List<DemoReport.SentBatch> sent = new ArrayList<>();
        for (DemoScript.Batch batch : script.batches()) {
            if (batch.repeatOf() != null) {
                // In the story minutes pass between the two. A review that is not yet in the projection would be
                // answered with "recorded" again, though it would still count once.
                learner.getCaughtUp("/queue", Map.of("deckId", deckId, "after", joined(positions)));
            }
            JsonNode answer = learner.post("/reviews", body(batch, cards));
            positions.add(answer.path("position").asText());
            sent.add(new DemoReport.SentBatch(batch, answer.path("results")));
            watcher.sent(sent.getLast());
        }

        String after = joined(positions);
        JsonNode mastery =
                learner.getCaughtUp("/mastery/tags", Map.of("asOf", script.asOf(), "deckId", deckId, "after", after));
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

    private static String joined(Set<String> positions) {
        return positions.stream().filter(position -> !position.isBlank()).collect(Collectors.joining(","));
    }

    private static ObjectNode body(DemoScript.Batch batch, Map<Integer, JsonNode> cards) throws IOException {
        ObjectNode body = JSON.createObjectNode();
        ArrayNode reviews = body.putArray("reviews");
        for (ObjectNode review : batch.reviews()) {
            int number = review.path("card").asInt();
            JsonNode card = cards.getOrDefault(number, MissingNode.getInstance());
            if (!card.path("question").equals(review.path("question"))) {
                throw new IOException("card " + number + " of the deck must ask " + review.path("question") + " but "
                        + (card.isMissingNode() ? "does not exist" : "asks " + card.path("question"))
                        + "; the deck file is not the one of this demo");
            }
            ObjectNode item = review.deepCopy();
            item.remove(List.of("card", "question"));
            item.set("cardId", card.path("cardId"));
            reviews.add(item.put("clientId", batch.client()));
        }
        return body;
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
