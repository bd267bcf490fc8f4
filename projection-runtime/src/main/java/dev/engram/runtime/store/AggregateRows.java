package dev.engram.runtime.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import dev.engram.projections.Aggregate;
import dev.engram.projections.AggregateKey;
import dev.engram.projections.Contributions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an aggregate in MongoDB: {@code {_id: {subject, day}, partition, <count>: …}}. Where several partitions
 * feed a key, the partition is the last part of {@code _id} instead, and the rows of a key are summed on read. A count of 0 may be absent.
 */
public final class AggregateRows {

    private static final String SUBJECT = "subject";
    private static final String DAY = "day";

    private AggregateRows() {}

    /** Filter of the rows of a subject from day {@code from} to {@code to}, both included. */
    public static Bson of(String subject, long from, long to) {
        return and(
                gte(Stored.ID, id(new AggregateKey(subject, from))),
                lt(Stored.ID, id(new AggregateKey(subject, to + 1))));
    }

    /** Filter of all rows that a partition feeds. */
    static Bson ofPartition(Aggregate<?, ?> aggregate, int partition) {
        return eq(
                aggregate.isFedBySeveralPartitions() ? Stored.ID + "." + Stored.PARTITION : Stored.PARTITION,
                partition);
    }

    /** Filter of the rows that a partition feeds, of subjects from {@code from} on, and before {@code to} if there is one. */
    public static Bson between(int partition, String from, @Nullable String to) {
        return new Document(Stored.PARTITION, partition).append(Stored.ID, range(from, to));
    }

    /** Filter of the rows of subjects from {@code from} on, and before {@code to} if there is one. */
    public static Bson between(String from, @Nullable String to) {
        return new Document(Stored.ID, range(from, to));
    }

    private static Document range(String from, @Nullable String to) {
        var range = new Document("$gte", new Document(SUBJECT, from));
        return to == null ? range : range.append("$lt", new Document(SUBJECT, to));
    }

    /** What is found, by key; rows whose counts are all 0 are left out. */
    public static Map<AggregateKey, long[]> read(Aggregate<?, ?> aggregate, Iterable<Document> found) {
        var names = aggregate.counts();
        var rows = new HashMap<AggregateKey, long[]>();
        for (var stored : found) {
            var row = rows.computeIfAbsent(key(stored), _ -> new long[names.size()]);
            for (int i = 0; i < row.length; i++) {
                row[i] += stored.containsKey(names.get(i)) ? Stored.number(stored, names.get(i)) : 0;
            }
        }
        rows.values().removeIf(Contributions::isZero);
        return rows;
    }

    /** Names of the counts of a row that are no numbers. */
    public static List<String> unreadable(Aggregate<?, ?> aggregate, Document stored) {
        return aggregate.counts().stream()
                .filter(name -> stored.containsKey(name) && !(stored.get(name) instanceof Number))
                .toList();
    }

    /** The counts of a row; those that are no numbers are 0. */
    public static long[] readable(Aggregate<?, ?> aggregate, Document stored) {
        return aggregate.counts().stream()
                .mapToLong(name -> stored.get(name) instanceof Number number ? number.longValue() : 0)
                .toArray();
    }

    /** The key of a stored row. */
    public static AggregateKey key(Document stored) {
        var id = stored.get(Stored.ID, Document.class);
        return new AggregateKey(Stored.text(id, SUBJECT), Stored.number(id, DAY));
    }

    /** The partition that feeds a row of a key that several feed. */
    public static int partition(Document stored) {
        return (int) Stored.number(stored.get(Stored.ID, Document.class), Stored.PARTITION);
    }

    /** Counts as the fields of a row. */
    public static Document counts(Aggregate<?, ?> aggregate, long[] counts) {
        var fields = new Document();
        for (int i = 0; i < counts.length; i++) {
            fields.append(aggregate.counts().get(i), counts[i]);
        }
        return fields;
    }

    static List<WriteModel<Document>> additions(
            Aggregate<?, ?> aggregate, int partition, Map<AggregateKey, long[]> differences) {
        var writes = new ArrayList<WriteModel<Document>>(differences.size());
        differences.forEach((key, difference) -> {
            var id = id(aggregate, key, partition);
            var increments = new Document();
            for (int i = 0; i < difference.length; i++) {
                if (difference[i] != 0) {
                    increments.append(aggregate.counts().get(i), difference[i]);
                }
            }
            var update = new Document("$inc", increments);
            if (!aggregate.isFedBySeveralPartitions()) {
                update.append("$set", new Document(Stored.PARTITION, partition));
            }
            writes.add(new UpdateOneModel<>(eq(Stored.ID, id), update, new UpdateOptions().upsert(true)));
        });
        return writes;
    }

    /** A key as people read it. */
    public static String name(Aggregate<?, ?> aggregate, AggregateKey row) {
        return aggregate.name() + "/" + row.subject() + "/" + row.day();
    }

    /** The {@code _id} of the row that a partition feeds. */
    static Document id(Aggregate<?, ?> aggregate, AggregateKey key, int partition) {
        return aggregate.isFedBySeveralPartitions() ? id(key).append(Stored.PARTITION, partition) : id(key);
    }

    static Document id(AggregateKey key) {
        return new Document(SUBJECT, key.subject()).append(DAY, key.day());
    }
}
