package dev.engram.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.cli.api.CaughtUp;
import dev.engram.cli.api.EngramApi;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Plays the script against a gateway. May be run any number of times against the same one: nothing counts twice. */
public final class Demo {
    private static final int CARDS_SHOWN = 2;
    private static final JsonMapper JSON = new JsonMapper();

    private final URI gateway;
    private final DemoScript script;
    private final Path root;

    /** @param root the checkout, where the deck file is */
    public Demo(URI gateway, DemoScript script, Path root) {
        this.gateway = gateway;
        this.script = script;
        this.root = root;
    }

    /**
     * Imports the deck as its author, sends the batches as the learner in their order, and reads what came out.
     *
     * @throws IOException if the API refuses something, with its reason
     */
    public DemoReport play(Watcher watcher) throws IOException, InterruptedException {
        EngramApi api = EngramApi.at(gateway);
        EngramApi author = api.signIn("author", "write-transformers");
        EngramApi learner = api.signIn("learner", "learn-transformers");

        byte[] deckFile = Files.readAllBytes(root.resolve(script.deckFile()));
        JsonNode imported = author.postText("/decks/import", Map.of("acceptWarnings", "true"), deckFile);
        String deckId = imported.path("deckId").asText();
        DemoCards cards = new DemoCards(author.get("/decks/" + deckId + "/cards", Map.of()));
        watcher.imported(imported);

        JsonNode membership = learner.put("/decks/" + deckId + "/membership");
        Set<String> positions = new LinkedHashSet<>();
        positions.add(imported.path("position").asText());
        positions.add(membership.path("position").asText());
        List<DemoReport.SentBatch> sent = new ArrayList<>();
        for (DemoScript.Batch batch : script.batches()) {
            if (batch.repeats()) {
                // In the story minutes pass. What is not yet in the projection would be taken as recorded once more; it
                // would
                // still count once.
                CaughtUp.get(learner, "/queue", Map.of("deckId", deckId, "after", joined(positions)));
            }
            JsonNode answer = learner.post("/reviews", body(batch, cards));
            positions.add(answer.path("position").asText());
            sent.add(DemoReport.SentBatch.of(batch, answer));
            watcher.sent(sent.getLast());
        }

        String after = joined(positions);
        JsonNode mastery =
                CaughtUp.get(learner, "/mastery/tags", Map.of("asOf", script.asOf(), "deckId", deckId, "after", after));
        JsonNode queue = CaughtUp.get(learner, "/queue", Map.of("deckId", deckId, "after", after));
        List<MergedCard> merged = new ArrayList<>();
        for (int number : MergedCard.mostInterleaved(script, CARDS_SHOWN)) {
            Map<String, String> query = Map.of("cardId", cards.id(number), "after", after);
            merged.add(new MergedCard(cards.question(number), CaughtUp.get(learner, "/reviews", query)));
        }
        return new DemoReport(gateway, script, imported, sent, queue, mastery, merged);
    }

    private static String joined(Set<String> positions) {
        return positions.stream().filter(position -> !position.isBlank()).collect(Collectors.joining(","));
    }

    private static ObjectNode body(DemoScript.Batch batch, DemoCards cards) throws IOException {
        ObjectNode body = JSON.createObjectNode();
        ArrayNode reviews = body.putArray("reviews");
        for (DemoScript.Review review : batch.reviews()) {
            ObjectNode item = review.fields().deepCopy();
            item.remove(List.of("card", "question"));
            item.put("cardId", cards.idFor(review));
            item.put("clientId", batch.client());
            reviews.add(item);
        }
        return body;
    }

    /** Told how far the demo is. */
    public interface Watcher {
        /** Looks away. */
        Watcher SILENT = new Watcher() {
            @Override
            public void imported(JsonNode answer) {}

            @Override
            public void sent(DemoReport.SentBatch batch) {}
        };

        /** The deck is there; gets the answer of the import. */
        void imported(JsonNode answer);

        /** A batch was answered. */
        void sent(DemoReport.SentBatch batch);
    }
}
