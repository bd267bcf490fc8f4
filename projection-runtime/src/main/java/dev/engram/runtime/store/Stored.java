package dev.engram.runtime.store;

import com.mongodb.client.MongoCollection;
import dev.engram.projections.Projected;
import dev.engram.projections.ProjectedContext;
import dev.engram.runtime.definition.DocumentMapping;
import dev.engram.runtime.quarantine.FieldTrace;
import dev.engram.runtime.quarantine.UnreadableException;
import java.time.Instant;
import java.util.Date;
import java.util.function.Function;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Names and meaning of the fields that the store adds to what a mapping writes. */
public final class Stored {

    public static final String ID = "_id";
    public static final String CONTEXT = "context";
    public static final String EPOCH = "epoch";
    public static final String QUARANTINED = "quarantined";
    public static final String PARTITION = "partition";
    public static final String STALE = "stale";
    public static final String NEXT = "next";
    public static final String TURN = "turn";

    /** Of a context: the turn in which each part of it changed last. */
    public static final String TURNS = "turns";

    /** Of a checkpoint: the turn of the last repair that changed something; absent before the first. */
    public static final String REPAIRED = "repaired";

    public static final String SESSION = "session";

    private Stored() {}

    /**
     * A document of {@code collection}.
     *
     * @throws UnreadableException naming the field that cannot be read
     */
    public static <K, S> Projected<S> projected(
            DocumentMapping<K, S, ?> mapping, MongoCollection<?> collection, Document stored) {
        return read(
                collection,
                stored,
                document -> new Projected<>(
                        mapping.state(mapping.key(document), document),
                        text(document, CONTEXT),
                        number(document, EPOCH),
                        document.getString(QUARANTINED)));
    }

    /** A context of {@code collection}. @throws UnreadableException naming the field that cannot be read */
    public static <C> ProjectedContext<C> context(
            DocumentMapping<?, ?, C> mapping, MongoCollection<?> collection, Document stored) {
        return read(
                collection,
                stored,
                document -> new ProjectedContext<>(
                        mapping.context(document),
                        number(document, EPOCH),
                        Boolean.TRUE.equals(document.getBoolean(STALE))));
    }

    /** What {@code reading} makes of a document. @throws UnreadableException naming the field that it read last, if it fails */
    public static <T> T read(MongoCollection<?> collection, Document stored, Function<Document, T> reading) {
        try {
            return reading.apply(stored);
        } catch (RuntimeException failure) {
            var traced = new FieldTrace(stored);
            try {
                return reading.apply(traced);
            } catch (RuntimeException again) {
                throw new UnreadableException(
                        collection.getNamespace().getCollectionName(), stored.get(ID), traced.rule(again));
            }
        }
    }

    public static Checkpoint checkpoint(Document stored) {
        var dataUpTo = stored.getDate("dataUpTo");
        return new Checkpoint(
                (int) number(stored, ID),
                number(stored, NEXT),
                stored.getInteger("leaderEpoch"),
                text(stored, "topicId"),
                number(stored, TURN),
                dataUpTo == null ? null : dataUpTo.toInstant());
    }

    /** The turn of the last repair of a partition that changed something; 0 before the first. @param stored its checkpoint */
    public static long repairedAt(Document stored) {
        return stored.containsKey(REPAIRED) ? number(stored, REPAIRED) : 0;
    }

    public static Document document(Checkpoint checkpoint) {
        var document = new Document(ID, checkpoint.partition());
        document.putAll(fields(checkpoint));
        return document;
    }

    public static Document fields(Checkpoint checkpoint) {
        return new Document(NEXT, checkpoint.next())
                .append("leaderEpoch", checkpoint.leaderEpoch())
                .append("topicId", checkpoint.topicId())
                .append(TURN, checkpoint.turn())
                .append("dataUpTo", date(checkpoint.dataUpTo()));
    }

    private static @Nullable Date date(@Nullable Instant instant) {
        return instant == null ? null : Date.from(instant);
    }

    public static long number(Document stored, String field) {
        if (stored.get(field) instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalStateException("field " + field + " of document " + stored.get(ID) + " is not a number");
    }

    public static String text(Document stored, String field) {
        if (stored.get(field) instanceof String text) {
            return text;
        }
        throw new IllegalStateException("field " + field + " of document " + stored.get(ID) + " is not a string");
    }
}
