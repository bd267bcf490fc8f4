package dev.engram.runtime.learner;

import dev.engram.events.ClientId;
import dev.engram.events.EventId;
import dev.engram.events.LearnerId;
import dev.engram.events.Stamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.UUID;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Stamps as fields of a document; the learner is that of the document around them. */
final class StampDocument {
    static final String ID = "id";
    static final String AT = "at";

    private StampDocument() {}

    static Document of(Stamp stamp) {
        return new Document(ID, stamp.eventId().value())
                .append(AT, stamp.at())
                .append("offsetSeconds", stamp.utcOffset().getTotalSeconds())
                .append("client", stamp.clientId().value())
                .append("seq", stamp.clientSeq())
                .append("receivedAt", stamp.receivedAt());
    }

    static Stamp read(Document stored, LearnerId learnerId) {
        return new Stamp(
                new EventId(stored.get(ID, UUID.class)),
                learnerId,
                stored.getDate(AT).toInstant(),
                ZoneOffset.ofTotalSeconds(stored.getInteger("offsetSeconds")),
                new ClientId(stored.getString("client")),
                stored.getLong("seq"),
                stored.getDate("receivedAt").toInstant());
    }

    static @Nullable UUID value(@Nullable EventId id) {
        return id == null ? null : id.value();
    }

    static @Nullable EventId eventId(Document stored, String field) {
        UUID id = stored.get(field, UUID.class);
        return id == null ? null : new EventId(id);
    }

    static @Nullable Instant instant(Document stored, String field) {
        Date date = stored.getDate(field);
        return date == null ? null : date.toInstant();
    }
}
