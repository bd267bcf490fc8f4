package dev.engram.card.adapter.mongo;

import dev.engram.card.application.CommitOutbox.Outgoing;
import dev.engram.card.domain.Commit;
import dev.engram.events.DeckId;
import dev.engram.events.codec.DeckEvents;
import dev.engram.events.codec.EncodedEvent;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.bson.Document;

/** Commits as documents, and back as what the log gets. */
final class CommitDocuments {

    private CommitDocuments() {}

    /** The order of the fields matters: MongoDB compares documents with it. */
    static Document id(DeckId deckId, long version) {
        return new Document("deckId", deckId.value()).append("version", version);
    }

    static Document commit(Commit commit) {
        var events = commit.events().stream()
                .map(event -> event(DeckEvents.codec().encode(event)))
                .collect(Collectors.toList());
        return new Document("_id", id(commit.deckId(), commit.version()))
                .append("events", events)
                .append("author", commit.author().value())
                .append("at", Date.from(commit.at()))
                .append("relayed", false);
    }

    private static Document event(EncodedEvent event) {
        return new Document("headers", new Document(Map.copyOf(event.headers())))
                .append("value", new String(event.value(), StandardCharsets.UTF_8));
    }

    static Outgoing outgoing(Document commit) {
        var id = commit.get("_id", Document.class);
        var deckId = new DeckId(id.get("deckId", UUID.class));
        var events = commit.getList("events", Document.class).stream()
                .map(event -> encoded(deckId, event))
                .toList();
        return new Outgoing(deckId, id.getLong("version"), events);
    }

    private static EncodedEvent encoded(DeckId deckId, Document event) {
        var headers = event.get("headers", Document.class).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, header -> String.valueOf(header.getValue())));
        return new EncodedEvent(
                deckId.toString(), headers, event.getString("value").getBytes(StandardCharsets.UTF_8));
    }
}
