package dev.engram.runtime.store;

import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/** How a parked event stands in MongoDB: with its original bytes. */
final class StoredParked {

    private StoredParked() {}

    static Document document(ParkedEvent event, int generation) {
        var headers = event.headers().stream()
                .map(header -> new Document("name", header.name()).append("value", binary(header.value())))
                .toList();
        return new Document(
                        Stored.ID,
                        new Document("topic", event.topic())
                                .append(Stored.PARTITION, event.partition())
                                .append("offset", event.offset()))
                .append("generation", generation)
                .append("topic", event.topic())
                .append(Stored.PARTITION, event.partition())
                .append("offset", event.offset())
                .append("reason", event.why().reason())
                .append("detail", event.why().detail())
                .append("key", binary(event.key()))
                .append("headers", headers)
                .append("value", binary(event.value()));
    }

    static ParkedEvent event(Document stored) {
        var headers = stored.getList("headers", Document.class).stream()
                .map(header -> new ParkedEvent.Header(Stored.text(header, "name"), bytes(header, "value")))
                .toList();
        return new ParkedEvent(
                Stored.text(stored, "topic"),
                (int) Stored.number(stored, Stored.PARTITION),
                Stored.number(stored, "offset"),
                new ParkedEvent.Why(Stored.text(stored, "reason"), Stored.text(stored, "detail")),
                bytes(stored, "key"),
                headers,
                bytes(stored, "value"));
    }

    private static @Nullable Binary binary(byte @Nullable [] bytes) {
        return bytes == null ? null : new Binary(bytes);
    }

    private static byte @Nullable [] bytes(Document stored, String field) {
        var binary = stored.get(field, Binary.class);
        return binary == null ? null : binary.getData();
    }
}
