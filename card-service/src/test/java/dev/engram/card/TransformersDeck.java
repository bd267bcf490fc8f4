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
                    card.path("provenance").textValue(),
                    tags,
                    answer(card.path("answer")),
                    source(card.path("source"))));
        }
        return cards;
    }

    private static @Nullable Answer answer(JsonNode answer) {
        return isAbsent(answer)
                ? null
                : new Answer(
                        answer.path("author").textValue(),
                        answer.path("text").textValue(),
                        answer.get("seeSource").booleanValue());
    }

    private static @Nullable Source source(JsonNode source) {
        if (isAbsent(source)) {
            return null;
        }
        var locator = source.path("locator");
        return new Source(
                source.get("title").textValue(),
                isAbsent(locator)
                        ? null
                        : new Locator(
                                locator.get("kind").textValue(),
                                locator.get("value").textValue()));
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isNull() || value.isMissingNode();
    }
}
