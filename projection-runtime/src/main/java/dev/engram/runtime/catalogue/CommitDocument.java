package dev.engram.runtime.catalogue;

import dev.engram.events.CardAdded;
import dev.engram.events.CardId;
import dev.engram.events.CardRetired;
import dev.engram.events.CardRevised;
import dev.engram.events.CommitStamp;
import dev.engram.events.DeckCreated;
import dev.engram.events.DeckEvent;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.bson.Document;

/**
 * A commit of a deck as a document, and back: {@code {_id: {deckId, version}, events: [{event, …}], author, at, relayed}}. An
 * event is kept without its stamp, which follows from the commit and the event's place in it: a deck of 20,000 cards has to
 * fit into one transaction.
 */
public final class CommitDocument {

    /** False until the log has acknowledged all events of the commit. */
    public static final String RELAYED = "relayed";

    private CommitDocument() {}

    /** The order of the fields matters: MongoDB compares documents with it. */
    public static Document id(DeckId deckId, long version) {
        return new Document("deckId", deckId.value()).append("version", version);
    }

    /** A commit that is not relayed yet. */
    public static Document of(DeckId deckId, long version, LearnerId author, Instant at, List<DeckEvent> events) {
        return new Document("_id", id(deckId, version))
                .append("events", events.stream().map(CommitDocument::document).collect(Collectors.toList()))
                .append("author", author.value())
                .append("at", Date.from(at))
                .append(RELAYED, false);
    }

    /** The deck of a stored commit. */
    public static DeckId deckId(Document commit) {
        return new DeckId(commit.get("_id", Document.class).get("deckId", UUID.class));
    }

    /** The version of the deck that a stored commit made. */
    public static long version(Document commit) {
        return commit.get("_id", Document.class).getLong("version");
    }

    /** The events of a stored commit, in their order, the same at every call. */
    public static List<DeckEvent> events(Document commit) {
        var author = new LearnerId(commit.get("author", UUID.class));
        var at = commit.getDate("at").toInstant();
        var stored = commit.getList("events", Document.class);
        var events = new ArrayList<DeckEvent>(stored.size());
        for (var event : stored) {
            var stamp = new CommitStamp(deckId(commit), version(commit), events.size(), stored.size(), author, at);
            events.add(event(event, stamp));
        }
        return List.copyOf(events);
    }

    private static Document document(DeckEvent event) {
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
