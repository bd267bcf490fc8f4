package dev.engram.card.adapter.mongo;

import dev.engram.card.adapter.mongo.DeckQueries.DeckSummary;
import dev.engram.card.application.CommitOutbox.Outgoing;
import dev.engram.card.domain.Card;
import dev.engram.card.domain.Commit;
import dev.engram.card.domain.Deck;
import dev.engram.card.domain.DeckPath;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.events.codec.DeckEvents;
import dev.engram.runtime.catalogue.CardContentBson;
import dev.engram.runtime.catalogue.CommitDocument;
import java.util.Map;
import java.util.UUID;
import org.bson.Document;

/** Decks, cards and commits as documents and back. */
final class DeckDocuments {

    private DeckDocuments() {}

    static Document deck(Deck deck) {
        return new Document("_id", deck.id().value())
                .append("owner", deck.owner().value())
                .append("path", deck.path().segments())
                .append("pathKey", deck.path().key())
                .append("title", deck.title())
                .append("version", deck.version())
                .append("cards", deck.liveCards());
    }

    static Deck deck(Document deck, Map<CardId, Card> cards) {
        return new Deck(
                new DeckId(deck.get("_id", UUID.class)),
                new LearnerId(deck.get("owner", UUID.class)),
                new DeckPath(deck.getList("path", String.class)),
                deck.getString("title"),
                deck.getLong("version"),
                cards);
    }

    static DeckSummary summary(Document deck) {
        return new DeckSummary(
                deck.get("_id", UUID.class),
                deck.getList("path", String.class),
                deck.getString("title"),
                deck.get("owner", UUID.class),
                deck.getLong("version"),
                deck.getInteger("cards"));
    }

    static Document card(DeckId deckId, Card card) {
        var document = new Document("_id", card.id().value())
                .append("deckId", deckId.value())
                .append("ordinal", card.ordinal())
                .append("revision", card.revision())
                .append("retired", card.retired());
        document.putAll(CardContentBson.document(card.content()));
        return document;
    }

    static Card card(Document card) {
        return new Card(
                new CardId(card.get("_id", UUID.class)),
                card.getInteger("ordinal"),
                card.getInteger("revision"),
                CardContentBson.content(card),
                card.getBoolean("retired"));
    }

    static Document commit(Commit commit) {
        return CommitDocument.of(
                commit.deckId(), commit.version(), commit.author(), commit.at(), commit.events());
    }

    static Outgoing outgoing(Document commit) {
        return new Outgoing(
                CommitDocument.deckId(commit),
                CommitDocument.version(commit),
                CommitDocument.events(commit).stream()
                        .map(DeckEvents.codec()::encode)
                        .toList());
    }
}
