package dev.engram.card.adapter.mongo;

import dev.engram.card.application.CommitOutbox.Outgoing;
import dev.engram.card.domain.Commit;
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
import java.util.UUID;
import java.util.stream.Collectors;
import org.bson.Document;

/**
 * Commits as documents, and back as what the log gets. An event is kept without its stamp, which follows from the commit
 * and the event's place in it: a deck of 20,000 cards has to fit into one transaction.
 */
final class CommitDocuments {

    private CommitDocuments() {}

    /** The order of the fields matters: MongoDB compares documents with it. */
    static Document id(DeckId deckId, long version) {
        return new Document("deckId", deckId.value()).append("version", version);
    }

    static Document commit(Commit commit) {
        return new Document("_id", id(commit.deckId(), commit.version()))
                .append(
                        "events",
                        commit.events().stream().map(CommitDocuments::event).collect(Collectors.toList()))
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
                        card(event),
                        event.getInteger("revision"),
                        event.getInteger("ordinal"),
                        CardContentBson.content(event.get("content", Document.class)));
            case "CardRevised" ->
                new CardRevised(
                        stamp,
                        card(event),
                        event.getInteger("revision"),
                        CardContentBson.content(event.get("content", Document.class)));
            case "CardRetired" -> new CardRetired(stamp, card(event));
            default ->
                throw new IllegalStateException(
                        "commit %s of deck %s holds an event that this release does not know: %s"
                                .formatted(stamp.version(), stamp.deckId(), event.getString("event")));
        };
    }

    private static CardId card(Document event) {
        return new CardId(event.get("cardId", UUID.class));
    }
}
