package dev.engram.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The cards of the imported deck by their number in it, from 1 as in the script. */
final class DemoCards {
    private final Map<Integer, JsonNode> byNumber = new HashMap<>();

    DemoCards(JsonNode answer) {
        for (JsonNode card : answer.path("cards")) {
            byNumber.put(card.path("ordinal").asInt() + 1, card);
        }
    }

    /** The id of the card that a review is about; checks that it asks what the script says. */
    String idFor(DemoScript.Review review) throws IOException {
        JsonNode card = byNumber.get(review.card());
        if (card == null || !card.path("question").asText().equals(review.question())) {
            throw new IOException("card " + review.card() + " of the deck should ask \"" + review.question() + "\" but "
                    + (card == null
                            ? "there is none"
                            : "asks \"" + card.path("question").asText() + "\"")
                    + "; the deck file is not the one that the demo was made for");
        }
        return card.path("cardId").asText();
    }

    String id(int number) {
        return text(number, "cardId");
    }

    String question(int number) {
        return text(number, "question");
    }

    private String text(int number, String field) {
        JsonNode card = byNumber.get(number);
        return card == null ? "" : card.path(field).asText();
    }
}
