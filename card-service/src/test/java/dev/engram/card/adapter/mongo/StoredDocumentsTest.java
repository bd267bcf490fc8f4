package dev.engram.card.adapter.mongo;

import static dev.engram.card.Decks.asking;
import static dev.engram.card.Decks.full;
import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.card.domain.Card;
import dev.engram.card.domain.CardOrigin;
import dev.engram.card.domain.Commit;
import dev.engram.card.domain.DeckChange;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** Cards and commits have the fields that earlier releases stored, in their order. */
class StoredDocumentsTest {

    private static final DeckId DECK = new DeckId(new UUID(1, 1));
    private static final CardId CARD = new CardId(new UUID(2, 2));
    private static final LearnerId AUTHOR = new LearnerId(new UUID(3, 3));
    private static final Document CONTENT = new Document("question", "Why?")
            .append("tags", List.of("ml::nn", "attention"))
            .append("provenance", "from-source")
            .append(
                    "answer",
                    new Document("seeSource", true).append("author", "Brian").append("text", "It’s \"so\"\n\tand so."))
            .append(
                    "source",
                    new Document("title", "Murphy, K. (2022).")
                            .append("locator", new Document("kind", "equation").append("value", "15.34")));

    @Test
    void shouldStoreACardAsBefore() {
        // given
        var card = new Card(CARD, 4, 2, 7, full("Why?"), true);
        var expected = new Document("_id", CARD.value())
                .append("deckId", DECK.value())
                .append("ordinal", 4)
                .append("revision", 2)
                .append("retired", true);
        expected.putAll(CONTENT);
        expected.append("version", 7L).append("key", DeckDocuments.key(card.key()));
        // when
        var stored = DeckDocuments.card(DECK, card);
        // then
        assertThat(List.copyOf(stored.entrySet())).isEqualTo(List.copyOf(expected.entrySet()));
        assertThat(DeckDocuments.card(expected)).isEqualTo(card);
    }

    @Test
    void shouldReadACardOfAReleaseThatStoredNoVersionWithIt() {
        // given
        var stored = DeckDocuments.card(DECK, new Card(CARD, 4, 2, 7, full("Why?"), true));
        stored.remove("version");
        stored.remove("key");
        // then
        assertThat(DeckDocuments.card(stored)).isEqualTo(new Card(CARD, 4, 2, 1, full("Why?"), true));
    }

    @Test
    void shouldTellFromTheMarkWhichCardsOfAnEarlierReleaseWereEdited() {
        // given
        var stored = DeckDocuments.card(DECK, new Card(CARD, 4, 2, 7, full("Why?"), false));
        // then
        assertThat(DeckDocuments.outline(stored, 7).origin()).isEqualTo(CardOrigin.FILE);
        assertThat(DeckDocuments.outline(stored, 6).origin()).isEqualTo(CardOrigin.EDITED);
    }

    @Test
    void shouldStoreTheContentOfEventsAsBefore() {
        // given
        var changes = List.<DeckChange>of(
                new DeckChange.Added(CARD, 0, asking("What?")), new DeckChange.Revised(CARD, 2, full("Why?")));
        var commit = Commit.of(DECK, 1, changes, AUTHOR, Instant.parse("2026-03-01T08:30:00Z"))
                .getFirst();
        // when
        var events = DeckDocuments.commit(commit).getList("events", Document.class);
        // then
        assertThat(events)
                .containsExactly(
                        new Document("event", "CardAdded")
                                .append("cardId", CARD.value())
                                .append("revision", 1)
                                .append("ordinal", 0)
                                .append(
                                        "content",
                                        new Document("question", "What?").append("tags", List.of("attention"))),
                        new Document("event", "CardRevised")
                                .append("cardId", CARD.value())
                                .append("revision", 2)
                                .append("content", CONTENT));
    }
}
