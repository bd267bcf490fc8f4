package dev.engram.kit.projection.mongo;

import dev.engram.kit.projection.Checkpoint;
import dev.engram.kit.projection.DocumentMapping;
import dev.engram.kit.projection.Projected;
import dev.engram.kit.projection.ProjectedContext;
import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Names and meaning of the fields that the store adds to what a mapping writes. */
final class Stored {

    static final String ID = "_id";
    static final String CONTEXT = "context";
    static final String EPOCH = "epoch";
    static final String QUARANTINED = "quarantined";
    static final String PARTITION = "partition";
    static final String MARKED = "marked";
    static final String NEXT = "next";
    static final String TURN = "turn";
    static final String SESSION = "session";

    private Stored() {}

    static <K, S> Projected<S> projected(DocumentMapping<K, S, ?> mapping, K key, Document stored) {
        return new Projected<>(
                mapping.state(key, stored),
                text(stored, CONTEXT),
                number(stored, EPOCH),
                stored.getString(QUARANTINED));
    }

    static <C> ProjectedContext<C> context(DocumentMapping<?, ?, C> mapping, Document stored) {
        return new ProjectedContext<>(
                mapping.context(stored), number(stored, EPOCH), Boolean.TRUE.equals(stored.getBoolean(MARKED)));
    }

    static Checkpoint checkpoint(Document stored) {
        var dataUpTo = stored.getDate("dataUpTo");
        return new Checkpoint(
                (int) number(stored, ID),
                number(stored, NEXT),
                stored.getInteger("leaderEpoch"),
                text(stored, "topicId"),
                number(stored, TURN),
                dataUpTo == null ? null : dataUpTo.toInstant());
    }

    static Document document(Checkpoint checkpoint) {
        var document = new Document(ID, checkpoint.partition());
        document.putAll(fields(checkpoint));
        return document;
    }

    static Document fields(Checkpoint checkpoint) {
        return new Document(NEXT, checkpoint.next())
                .append("leaderEpoch", checkpoint.leaderEpoch())
                .append("topicId", checkpoint.topicId())
                .append(TURN, checkpoint.turn())
                .append("dataUpTo", date(checkpoint.dataUpTo()));
    }

    private static @Nullable Date date(@Nullable Instant instant) {
        return instant == null ? null : Date.from(instant);
    }

    static long number(Document stored, String field) {
        if (stored.get(field) instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalStateException("field " + field + " of document " + stored.get(ID) + " is not a number");
    }

    static String text(Document stored, String field) {
        if (stored.get(field) instanceof String text) {
            return text;
        }
        throw new IllegalStateException("field " + field + " of document " + stored.get(ID) + " is not a string");
    }
}
