package dev.engram.runtime.audit;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.ClientSessionOptions;
import com.mongodb.MongoCommandException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoClient;
import com.mongodb.client.cursor.TimeoutMode;
import com.mongodb.client.model.Sorts;
import dev.engram.projections.AggregateKey;
import dev.engram.projections.ProjectedContext;
import dev.engram.runtime.definition.ProjectionDefinition;
import dev.engram.runtime.store.AggregateRows;
import dev.engram.runtime.store.Checkpoint;
import dev.engram.runtime.store.GenerationCollections;
import dev.engram.runtime.store.Stored;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.Codec;
import org.jspecify.annotations.Nullable;

/**
 * What one snapshot of a generation holds of a partition and a range of context keys. Context keys are ids, in ASCII:
 * their order is the same in Java and in MongoDB.
 *
 * @param from first context key of the range
 * @param to first context key after it; absent if nothing follows
 * @param documents in the order of their context keys
 * @param codec of the documents
 * @param contexts and {@code rows} (of each aggregate by its name) may hold some that follow the range
 * @param parked offsets of all parked events of the partition
 */
record StoredRange<C>(
        int partition,
        String from,
        @Nullable String to,
        Checkpoint checkpoint,
        Map<String, ProjectedContext<C>> contexts,
        List<RawBsonDocument> documents,
        Codec<Document> codec,
        Map<String, Map<AggregateKey, long[]>> rows,
        Set<Long> parked) {

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

    /** Whether a context key lies between {@code from} and {@code to}. */
    static boolean isWithin(String contextKey, String from, @Nullable String to) {
        return contextKey.compareTo(from) >= 0 && (to == null || contextKey.compareTo(to) < 0);
    }

    /** Reads one generation, partition by partition. */
    record Reader<C>(
            MongoClient client,
            GenerationCollections generation,
            ProjectionDefinition<?, ?, ?, C> definition,
            Limits limits) {

        /** The range that begins with {@code from}; it ends where the limits are reached. */
        StoredRange<C> read(int partition, String from) {
            for (int left = MOST_ATTEMPTS; ; left--) {
                try (var session = client.startSession(SNAPSHOT)) {
                    return read(session, partition, from);
                } catch (MongoCommandException refused) {
                    if (refused.getErrorCode() != SNAPSHOT_UNAVAILABLE || left == 0) {
                        throw refused;
                    }
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        }

        private StoredRange<C> read(ClientSession session, int partition, String from) {
            var checkpoint = generation
                    .checkpoints()
                    .find(session, eq(Stored.ID, partition))
                    .first();
            if (checkpoint == null) {
                throw new IllegalStateException(
                        "generation %d has no checkpoint of partition %d".formatted(generation.number(), partition));
            }
            var keys = new LinkedHashSet<String>();
            var index = generation
                    .documents()
                    .find(session, gte(Stored.CONTEXT, from))
                    .projection(new Document(Stored.CONTEXT, 1).append(Stored.ID, 0))
                    .sort(Sorts.ascending(Stored.CONTEXT));
            Function<Document, String> context = found -> Stored.text(found, Stored.CONTEXT);
            var to = fill(
                    index,
                    context,
                    key -> partitionOf(key) == partition,
                    _ -> 1,
                    limits.documents(),
                    null,
                    found -> keys.add(context.apply(found)));
            var contexts = new HashMap<String, ProjectedContext<C>>();
            var ofPartition = generation
                    .contexts()
                    .find(session, and(eq(Stored.PARTITION, partition), gte(Stored.ID, from)))
                    .sort(Sorts.ascending(Stored.ID));
            Function<Document, String> id = found -> Stored.text(found, Stored.ID);
            to = fill(
                    ofPartition,
                    id,
                    _ -> true,
                    _ -> 1,
                    limits.documents(),
                    to,
                    found -> contexts.put(id.apply(found), Stored.context(definition.mapping(), found)));
            var rows = new HashMap<String, Map<AggregateKey, long[]>>();
            for (var aggregate : definition.projection().aggregates()) {
                var ofAggregate = new ArrayList<Document>();
                var all = generation
                        .rows(aggregate)
                        .find(session, AggregateRows.from(partition, from))
                        .sort(Sorts.ascending(Stored.ID));
                long most = (long) ROWS_PER_DOCUMENT * limits.documents();
                to = fill(all, AggregateRows::subject, _ -> true, _ -> 1, most, to, ofAggregate::add);
                rows.put(aggregate.name(), AggregateRows.read(aggregate, ofAggregate));
            }
            var documents = new ArrayList<RawBsonDocument>();
            var raw = generation
                    .documents()
                    .withDocumentClass(RawBsonDocument.class)
                    .find(session, in(Stored.CONTEXT, keys))
                    .sort(Sorts.ascending(Stored.CONTEXT));
            to = fill(
                    raw,
                    found -> found.getString(Stored.CONTEXT).getValue(),
                    _ -> true,
                    found -> found.getByteBuffer().remaining(),
                    limits.bytes(),
                    to,
                    documents::add);
            var parked = new HashSet<Long>();
            for (var event : generation
                    .parked()
                    .find(session, eq(Stored.PARTITION, partition))
                    .projection(new Document("offset", 1))) {
                parked.add(Stored.number(event, "offset"));
            }
            return new StoredRange<>(
                    partition,
                    from,
                    to,
                    Stored.checkpoint(checkpoint),
                    contexts,
                    documents,
                    generation.documents().getCodecRegistry().get(Document.class),
                    rows,
                    parked);
        }

        /**
         * Hands over what is found, in the order of its context keys, until so much is reached and a context is complete.
         *
         * @return first context key that was left out, at most {@code to}
         */
        private static <T> @Nullable String fill(
                FindIterable<T> found,
                Function<T, String> contextKey,
                Predicate<String> belongs,
                ToLongFunction<T> size,
                long most,
                @Nullable String to,
                Consumer<T> into) {
            long filled = 0;
            var last = "";
            try (var cursor = found.timeoutMode(TimeoutMode.ITERATION).cursor()) {
                while (cursor.hasNext()) {
                    var next = cursor.next();
                    var key = contextKey.apply(next);
                    if (to != null && key.compareTo(to) >= 0) {
                        return to;
                    }
                    if (belongs.test(key)) {
                        if (filled >= most && !key.equals(last)) {
                            return key;
                        }
                        filled += size.applyAsLong(next);
                        into.accept(next);
                        last = key;
                    }
                }
            }
            return to;
        }

        private int partitionOf(String contextKey) {
            return BuiltInPartitioner.partitionForKey(
                    contextKey.getBytes(StandardCharsets.UTF_8),
                    definition.topic().partitions());
        }
    }
}
