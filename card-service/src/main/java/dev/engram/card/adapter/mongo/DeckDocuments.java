package dev.engram.card.adapter.mongo;

import dev.engram.card.adapter.mongo.DeckQueries.DeckSummary;
import dev.engram.card.application.CommitOutbox.Outgoing;
import dev.engram.card.domain.Card;
import dev.engram.card.domain.Commit;
import dev.engram.card.domain.Deck;
import dev.engram.card.domain.DeckPath;
import dev.engram.events.CardAdded;
import dev.engram.events.CardId;
import dev.engram.events.CardRetired;
import dev.engram.events.CardRevised;
import dev.engram.events.CommitStamp;
import dev.engram.events.DeckCreated;
import dev.engram.events.DeckEvent;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.events.codec.DeckEvents;
import dev.engram.events.codec.EncodedEvent;
import dev.engram.runtime.catalogue.CardContentBson;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.bson.Document;

/**
 * Decks, cards and commits as documents and back. An event is kept without its stamp, which follows from the commit and the
 * event's place in it: a deck of 20,000 cards has to fit into one transaction.
 */
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

    /** The order of the fields matters: MongoDB compares documents with it. */
    static Document id(DeckId deckId, long version) {
        return new Document("deckId", deckId.value()).append("version", version);
    }

    static Document commit(Commit commit) {
        return new Document("_id", id(commit.deckId(), commit.version()))
                .append(
                        "events",
                        commit.events().stream().map(DeckDocuments::event).collect(Collectors.toList()))
                .append("author", commit.author().value())
                .append("at", Date.from(commit.at()))
                .append("relayed", false);
    }

    private static Document event(DeckEvent event) {
        return switch (event) {
            case DeckCreated created ->
                new Document("event", "DeckCreated")
                        .append("owner", created.owner().value())
                        .append("path", created.path())
                        .append("title", created.title());
            case CardAdded added ->
                new Document("event", "CardAdded")
                        .append("cardId", added.cardId().value())
                        .append("revision", added.revision())
                        .append("ordinal", added.ordinal())
                        .append("content", CardContentBson.document(added.content()));
            case CardRevised revised ->
                new Document("event", "CardRevised")
                        .append("cardId", revised.cardId().value())
                        .append("revision", revised.revision())
                        .append("content", CardContentBson.document(revised.content()));
            case CardRetired retired ->
                new Document("event", "CardRetired")
                        .append("cardId", retired.cardId().value());
        };
    }

    static Outgoing outgoing(Document commit) {
        var id = commit.get("_id", Document.class);
        var deckId = new DeckId(id.get("deckId", UUID.class));
        long version = id.getLong("version");
        var author = new LearnerId(commit.get("author", UUID.class));
        var at = commit.getDate("at").toInstant();
        var events = commit.getList("events", Document.class);
        List<EncodedEvent> encoded = new ArrayList<>(events.size());
        for (var event : events) {
            var stamp = new CommitStamp(deckId, version, encoded.size(), events.size(), author, at);
            encoded.add(DeckEvents.codec().encode(event(event, stamp)));
        }
        return new Outgoing(deckId, version, encoded);
    }

    private static DeckEvent event(Document event, CommitStamp stamp) {
        return switch (event.getString("event")) {
            case "DeckCreated" ->
                new DeckCreated(
                        stamp,
                        new LearnerId(event.get("owner", UUID.class)),
                        event.getList("path", String.class),
                        event.getString("title"));
            case "CardAdded" ->
                new CardAdded(
                        stamp,
                        cardId(event),
                        event.getInteger("revision"),
                        event.getInteger("ordinal"),
                        CardContentBson.content(event.get("content", Document.class)));
            case "CardRevised" ->
                new CardRevised(
                        stamp,
                        cardId(event),
                        event.getInteger("revision"),
                        CardContentBson.content(event.get("content", Document.class)));
            case "CardRetired" -> new CardRetired(stamp, cardId(event));
            default ->
                throw new IllegalStateException(
                        "commit %s of deck %s holds an event that this release does not know: %s"
                                .formatted(stamp.version(), stamp.deckId(), event.getString("event")));
        };
    }

    private static CardId cardId(Document event) {
        return new CardId(event.get("cardId", UUID.class));
    }
}
