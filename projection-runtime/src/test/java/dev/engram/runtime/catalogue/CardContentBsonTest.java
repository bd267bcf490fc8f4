package dev.engram.runtime.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.CardContent;
import dev.engram.events.CardContent.Answer;
import dev.engram.events.CardContent.Locator;
import dev.engram.events.CardContent.Source;
import dev.engram.events.Tag;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The stored form of a card's content, which decks of earlier releases have. */
class CardContentBsonTest {

    private record Stored(CardContent content, String json) {}

    private static List<Stored> stored() {
        return List.of(
                new Stored(new CardContent("What?", null, List.of(), null, null), """
                        {"question": "What?", "tags": []}"""),
                new Stored(
                        new CardContent(
                                "What?",
                                "from-source",
                                List.of(new Tag("ml::nn"), new Tag("attention")),
                                new Answer("Brian", "So.", true),
                                new Source("Murphy", new Locator("equation", "15.34"))),
                        """
                        {"question": "What?", "tags": ["ml::nn", "attention"], "provenance": "from-source", \
                        "answer": {"seeSource": true, "author": "Brian", "text": "So."}, \
                        "source": {"title": "Murphy", "locator": {"kind": "equation", "value": "15.34"}}}"""),
                new Stored(
                        new CardContent(
                                "What?", null, List.of(), new Answer(null, "So.", false), new Source("Murphy", null)),
                        """
                        {"question": "What?", "tags": [], "answer": {"seeSource": false, "text": "So."}, \
                        "source": {"title": "Murphy"}}"""));
    }

    @ParameterizedTest
    @MethodSource("stored")
    void shouldWriteTheFieldsThatAreStored(Stored stored) {
        assertThat(CardContentBson.document(stored.content()).toJson()).isEqualTo(stored.json());
    }

    @ParameterizedTest
    @MethodSource("stored")
    void shouldReadTheFieldsThatAreStored(Stored stored) {
        assertThat(CardContentBson.content(Document.parse(stored.json()))).isEqualTo(stored.content());
    }

    @Test
    void shouldIgnoreFieldsBesideThoseOfTheContent() {
        // given
        var card = Document.parse("{\"_id\": 1, \"question\": \"What?\", \"tags\": [], \"retired\": false}");
        // then
        assertThat(CardContentBson.content(card)).isEqualTo(new CardContent("What?", null, List.of(), null, null));
    }
}
