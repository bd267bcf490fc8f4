package dev.engram.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happens in the demo: a committed file with fixed ids and times.
 *
 * @param asOf the moment of which the mastery table speaks
 * @param deckFile path of the deck file in the checkout
 * @param batches in the order in which they are sent
 */
public record DemoScript(String asOf, String deckFile, List<Batch> batches) {

    public DemoScript {
        batches = List.copyOf(batches);
    }

    /**
     * One request of one client.
     *
     * @param repeats whether it is another one, sent again
     * @param note what is special about it
     */
    public record Batch(
            String name,
            String client,
            String sentAt,
            boolean repeats,
            @Nullable String note,
            List<Review> reviews) {
        public Batch {
            reviews = List.copyOf(reviews);
        }
    }

    /**
     * One review.
     *
     * @param card number of the card in its deck, from 1
     * @param fields the rest, under the names of the API
     */
    public record Review(String reviewId, int card, String question, String reviewedAt, JsonNode fields) {}

    /** The script that comes with this version. */
    public static DemoScript load() throws IOException {
        try (InputStream in = DemoScript.class.getResourceAsStream("/demo/reviews.json")) {
            if (in == null) {
                throw new IllegalStateException("/demo/reviews.json is not on the class path");
            }
            JsonNode file = new JsonMapper().readTree(in);
            List<Batch> batches = new ArrayList<>();
            for (JsonNode batch : file.path("batches")) {
                batches.add(batch(batch));
            }
            return new DemoScript(
                    file.path("asOf").asText(), file.path("deckFile").asText(), batches);
        }
    }

    private static Batch batch(JsonNode node) {
        List<Review> reviews = new ArrayList<>();
        for (JsonNode review : node.path("reviews")) {
            reviews.add(new Review(
                    review.path("reviewId").asText(),
                    review.path("card").asInt(),
                    review.path("question").asText(),
                    review.path("reviewedAt").asText(),
                    review));
        }
        @Nullable String note = node.hasNonNull("note") ? node.path("note").asText() : null;
        return new Batch(
                node.path("batch").asText(),
                node.path("client").asText(),
                node.path("sentAt").asText(),
                node.hasNonNull("repeatOf"),
                note,
                reviews);
    }
}
