package dev.engram.runtime.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;

import dev.engram.runtime.store.ParkedEvent.Resolution;
import java.util.Date;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/** How a parked event stands in MongoDB. */
public final class StoredParked {

    static final String RESOLUTION = "resolution";
    static final Bson DISCARDED = eq(RESOLUTION + ".kind", Resolution.Kind.DISCARDED.name());

    static final Bson SKIPPED = eq("reason", ParkedEvent.Why.SKIPPED);

    private StoredParked() {}

    static Bson id(String topic, int partition, long offset) {
        return new Document("topic", topic).append(Stored.PARTITION, partition).append("offset", offset);
    }

    /** Those of a partition that wait. */
    static Bson waiting(int partition) {
        return and(eq(Stored.PARTITION, partition), eq(RESOLUTION, null));
    }

    /** All of a partition from an offset on. */
    static Bson from(int partition, long offset) {
        return and(eq(Stored.PARTITION, partition), gte("offset", offset));
    }

    static Document document(ParkedEvent event, int generation) {
        var headers = event.headers().stream()
                .map(header -> new Document("name", header.name()).append("value", header.value()))
                .toList();
        return new Document(Stored.ID, id(event.topic(), event.partition(), event.offset()))
                .append("generation", generation)
                .append("topic", event.topic())
                .append(Stored.PARTITION, event.partition())
                .append("offset", event.offset())
                .append("reason", event.why().reason())
                .append("detail", event.why().detail())
                .append("key", event.key())
                .append("headers", headers)
                .append("value", event.value());
    }

    static Document document(Resolution resolution) {
        return new Document("kind", resolution.kind().name())
                .append("at", Date.from(resolution.at()))
                .append("note", resolution.note());
    }

    /** @throws RuntimeException if a field is not as this release writes it */
    public static ParkedEvent event(Document stored) {
        return new ParkedEvent(
                Stored.text(stored, "topic"),
                (int) Stored.number(stored, Stored.PARTITION),
                Stored.number(stored, "offset"),
                new ParkedEvent.Why(Stored.text(stored, "reason"), Stored.text(stored, "detail")),
                stored.get("key", Binary.class),
                stored.getList("headers", Document.class).stream()
                        .map(header ->
                                new ParkedEvent.Header(Stored.text(header, "name"), header.get("value", Binary.class)))
                        .toList(),
                stored.get("value", Binary.class),
                resolution(stored.get(RESOLUTION, Document.class)));
    }

    private static @Nullable Resolution resolution(@Nullable Document stored) {
        return stored == null
                ? null
                : new Resolution(
                        Resolution.Kind.valueOf(Stored.text(stored, "kind")),
                        stored.getDate("at").toInstant(),
                        Stored.text(stored, "note"));
    }
}
