package dev.engram.card;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.engram.events.CardContent;
import dev.engram.events.CardContent.Answer;
import dev.engram.events.CardContent.Locator;
import dev.engram.events.CardContent.Source;
import dev.engram.events.Tag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The deck of the repository and what reading it must give. */
public final class TransformersDeck {

    private TransformersDeck() {}

    public static byte[] file() {
        try {
            return Files.readAllBytes(Path.of(System.getProperty("engram.root", ".."), "decks", "transformers.txt"));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** The expected parse: written by hand from the description of the format, not by the reader. */
    public static JsonNode expected() {
        try (var json = TransformersDeck.class.getResourceAsStream("/transformers.expected.json")) {
            return new ObjectMapper().readTree(json);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    public static List<CardContent> expectedCards() {
        var cards = new ArrayList<CardContent>();
        for (var card : expected().get("cards")) {
            var tags = new ArrayList<Tag>();
            card.get("tags").forEach(tag -> tags.add(new Tag(tag.textValue())));
            cards.add(new CardContent(
                    card.get("question").textValue(),
                    card.get("provenance").textValue(),
                    tags,
                    answer(card.get("answer")),
                    source(card.get("source"))));
        }
        return cards;
    }

    private static @Nullable Answer answer(JsonNode answer) {
        return answer.isNull()
                ? null
                : new Answer(
                        answer.get("author").textValue(),
                        answer.get("text").textValue(),
                        answer.get("seeSource").booleanValue());
    }

    private static @Nullable Source source(JsonNode source) {
        if (source.isNull()) {
            return null;
        }
        var locator = source.get("locator");
        return new Source(
                source.get("title").textValue(),
                locator.isNull()
                        ? null
                        : new Locator(
                                locator.get("kind").textValue(),
                                locator.get("value").textValue()));
    }
}
