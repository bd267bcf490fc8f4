package dev.engram.runtime.audit;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Projections.excludeId;
import static com.mongodb.client.model.Projections.fields;
import static com.mongodb.client.model.Projections.include;

import com.mongodb.ClientSessionOptions;
import com.mongodb.MongoCommandException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoClient;
import com.mongodb.client.cursor.TimeoutMode;
import com.mongodb.client.model.Sorts;
import dev.engram.projections.AggregateKey;
import dev.engram.projections.Projected;
import dev.engram.projections.ProjectedContext;
import dev.engram.runtime.definition.DocumentMapping;
import dev.engram.runtime.definition.ProjectionDefinition;
import dev.engram.runtime.store.AggregateRows;
import dev.engram.runtime.store.GenerationCollections;
import dev.engram.runtime.store.Stored;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * What one snapshot of a generation holds of a partition and a range of context keys. Context keys are ids, in ASCII:
 * their order is the same in Java and in MongoDB.
 */
final class StoredRange<K, S, C> {

    private static final int ROWS_PER_DOCUMENT = 20;

    /**
     * How much is read at a time. The documents and rows of one context are never split.
     *
     * @param documents about so many, so many contexts, and {@value #ROWS_PER_DOCUMENT} times as many rows
     * @param bytes about so many of documents
     */
    record Limits(int documents, long bytes) {}

    private static final ClientSessionOptions SNAPSHOT =
            ClientSessionOptions.builder().snapshot(true).build();

    /** Error code of MongoDB for a collection that was made, or indexed, after the snapshot: gone in a moment. */
    private static final int SNAPSHOT_UNAVAILABLE = 246;

    private static final int MOST_ATTEMPTS = 20;
    private static final long PAUSE_NANOS = Duration.ofMillis(50).toNanos();

    final int partition;

    /** Next offset that the generation will apply. */
    final long checkpoint;

    final Map<K, Projected<S>> documents = new HashMap<>();

    final List<Document> unreadable = new ArrayList<>();

    final Map<String, ProjectedContext<C>> contexts = new HashMap<>();

    /** By the name of their aggregate. */
    final Map<String, Map<AggregateKey, long[]>> rows = new HashMap<>();

    /** Offsets of all parked events of the partition. */
    final Set<Long> parked = new HashSet<>();

    private final String from;
    private @Nullable String to;

    private StoredRange(int partition, long checkpoint, String from) {
        this.partition = partition;
        this.checkpoint = checkpoint;
        this.from = from;
    }

    /** Reads the range that begins with {@code from}; it ends where the limits are reached. */
    static <K, S, C> StoredRange<K, S, C> read(
            MongoClient client,
            GenerationCollections generation,
            ProjectionDefinition<?, K, S, C> definition,
            Limits limits,
            int partition,
            String from) {
        for (int left = MOST_ATTEMPTS; ; left--) {
            try (var session = client.startSession(SNAPSHOT)) {
                var checkpoint = generation
                        .checkpoints()
                        .find(session, eq(Stored.ID, partition))
                        .first();
                if (checkpoint == null) {
                    throw new IllegalStateException("generation %d has no checkpoint of partition %d"
                            .formatted(generation.number(), partition));
                }
                var range = new StoredRange<K, S, C>(partition, Stored.number(checkpoint, Stored.NEXT), from);
                range.fill(session, generation, definition, limits);
                return range;
            } catch (MongoCommandException refused) {
                if (refused.getErrorCode() != SNAPSHOT_UNAVAILABLE || left == 0) {
                    throw refused;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** Whether a context key lies in the range. */
    boolean isWithin(String contextKey) {
        return contextKey.compareTo(from) >= 0 && (to == null || contextKey.compareTo(to) < 0);
    }

    /** First context key after the range; absent if nothing follows. */
    @Nullable
    String to() {
        return to;
    }

    /** Leaves a context key of the range, and those after it, to the next range. */
    void endBefore(@Nullable String contextKey) {
        to = contextKey;
        documents.values().removeIf(document -> !isWithin(document.contextKey()));
        unreadable.removeIf(document -> !isWithin(Stored.text(document, Stored.CONTEXT)));
        contexts.keySet().removeIf(key -> !isWithin(key));
        rows.values().forEach(all -> all.keySet().removeIf(row -> !isWithin(row.subject())));
    }

    private void fill(
            ClientSession session,
            GenerationCollections generation,
            ProjectionDefinition<?, K, S, C> definition,
            Limits limits) {
        var mapping = definition.mapping();
        int partitions = definition.topic().partitions();
        var keys = new HashSet<String>();
        Function<Document, String> ofDocument = found -> Stored.text(found, Stored.CONTEXT);
        var index = generation.documents().find(session, gte(Stored.CONTEXT, from));
        fill(
                index.projection(fields(include(Stored.CONTEXT), excludeId())),
                Stored.CONTEXT,
                ofDocument,
                limits.documents(),
                found -> {
                    var key = ofDocument.apply(found);
                    var isOfPartition =
                            BuiltInPartitioner.partitionForKey(key.getBytes(StandardCharsets.UTF_8), partitions)
                                    == partition;
                    if (isOfPartition) {
                        keys.add(key);
                    }
                    return isOfPartition ? 1 : 0;
                });
        var ofPartition = and(eq(Stored.PARTITION, partition), gte(Stored.ID, from));
        Function<Document, String> id = found -> Stored.text(found, Stored.ID);
        fill(generation.contexts().find(session, ofPartition), Stored.ID, id, limits.documents(), found -> {
            long epoch = Stored.number(found, Stored.EPOCH);
            // marked as a fold of the whole log marks it, whether its documents have been derived since or not
            contexts.put(id.apply(found), new ProjectedContext<>(mapping.context(found), epoch, epoch > 0));
            return 1;
        });
        for (var aggregate : definition.projection().aggregates()) {
            var found = new ArrayList<Document>();
            var all = generation.rows(aggregate).find(session, AggregateRows.from(partition, from));
            long most = (long) ROWS_PER_DOCUMENT * limits.documents();
            fill(all, Stored.ID, AggregateRows::subject, most, row -> found.add(row) ? 1 : 0);
            rows.put(aggregate.name(), AggregateRows.read(aggregate, found));
        }
        // raw, for its size, and since one answer of the server holds up to 16 MB of them
        var raw = generation.documents().withDocumentClass(RawBsonDocument.class);
        var codec = raw.getCodecRegistry().get(Document.class);
        fill(
                raw.find(session, in(Stored.CONTEXT, keys)),
                Stored.CONTEXT,
                found -> found.getString(Stored.CONTEXT).getValue(),
                limits.bytes(),
                found -> {
                    add(mapping, found.decode(codec));
                    return found.getByteBuffer().remaining();
                });
        endBefore(to);
        generation
                .parked()
                .find(session, eq(Stored.PARTITION, partition))
                .projection(include("offset"))
                .forEach(event -> parked.add(Stored.number(event, "offset")));
    }

    private void add(DocumentMapping<K, S, C> mapping, Document document) {
        try {
            var key = mapping.key(document);
            documents.put(key, Stored.projected(mapping, key, document));
        } catch (RuntimeException failure) {
            unreadable.add(document);
        }
    }

    /**
     * Hands over what is found, in the order of its context keys, up to the end of the range or until {@code most} is
     * reached and a context is complete; there the range ends.
     *
     * @param take returns what counts towards {@code most}
     */
    private <T> void fill(
            FindIterable<T> found, String order, Function<T, String> contextKey, long most, ToLongFunction<T> take) {
        long filled = 0;
        var last = "";
        try (var cursor = found.sort(Sorts.ascending(order))
                .timeoutMode(TimeoutMode.ITERATION)
                .cursor()) {
            while (cursor.hasNext()) {
                var next = cursor.next();
                var key = contextKey.apply(next);
                if (filled >= most && !key.equals(last) && isWithin(key)) {
                    to = key;
                }
                if (!isWithin(key)) {
                    return;
                }
                filled += take.applyAsLong(next);
                last = key;
            }
        }
    }
}
