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
    private static final String AT = "at";
    private static final String OFFSET_SECONDS = "offsetSeconds";
    private static final String CLIENT = "client";
    private static final String SEQ = "seq";
    private static final String RECEIVED_AT = "receivedAt";

    private StampDocument() {}

    static Document of(Stamp stamp) {
        return new Document(ID, stamp.eventId().value())
                .append(AT, date(stamp.at()))
                .append(OFFSET_SECONDS, stamp.utcOffset().getTotalSeconds())
                .append(CLIENT, stamp.clientId().value())
                .append(SEQ, stamp.clientSeq())
                .append(RECEIVED_AT, date(stamp.receivedAt()));
    }

    static Stamp read(Document stored, LearnerId learnerId) {
        return new Stamp(
                eventId(stored, ID),
                learnerId,
                instant(stored, AT),
                ZoneOffset.ofTotalSeconds(stored.getInteger(OFFSET_SECONDS)),
                new ClientId(stored.getString(CLIENT)),
                stored.getLong(SEQ),
                instant(stored, RECEIVED_AT));
    }

    static Date date(Instant time) {
        return new Date(time.toEpochMilli());
    }

    static Instant instant(Document stored, String field) {
        return Instant.ofEpochMilli(stored.getDate(field).getTime());
    }

    static @Nullable Instant instantOrNull(Document stored, String field) {
        Date date = stored.getDate(field);
        return date == null ? null : Instant.ofEpochMilli(date.getTime());
    }

    static EventId eventId(Document stored, String field) {
        return new EventId(stored.get(field, UUID.class));
    }

    static @Nullable EventId eventIdOrNull(Document stored, String field) {
        UUID id = stored.get(field, UUID.class);
        return id == null ? null : new EventId(id);
    }
}
