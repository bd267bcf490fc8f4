package dev.engram.runtime.audit;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.ClientSessionOptions;
import com.mongodb.MongoCommandException;
import com.mongodb.client.ClientSession;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.Codec;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * What one snapshot of a generation holds of a partition and a range of context keys. Context keys are ids, in ASCII:
 * their order is the same in Java and in MongoDB.
 *
 * @param from first context key of the range
 * @param to first context key after it; absent if nothing follows
 * @param documents in the order of their context keys
 * @param codec of the documents
 * @param rows of each aggregate by its name
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

    /**
     * How much is read at a time. The documents of one context are never split.
     *
     * @param documents about so many, and so many contexts
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
            var keys = new ArrayList<String>();
            var to = contextKeys(session, partition, from, keys);
            var contexts = new HashMap<String, ProjectedContext<C>>();
            var ofPartition = and(eq(Stored.PARTITION, partition), range(Stored.ID, from, to));
            for (var stored : generation.contexts().find(session, ofPartition).sort(Sorts.ascending(Stored.ID))) {
                var key = Stored.text(stored, Stored.ID);
                if (contexts.size() == limits.documents()) {
                    to = key;
                    break;
                }
                contexts.put(key, Stored.context(definition.mapping(), stored));
            }
            var documents = new ArrayList<RawBsonDocument>();
            to = documents(session, keys, to, documents);
            var end = to;
            contexts.keySet().removeIf(key -> !isWithin(key, from, end));
            var rows = new HashMap<String, Map<AggregateKey, long[]>>();
            for (var aggregate : definition.projection().aggregates()) {
                var found = generation.rows(aggregate).find(session, AggregateRows.between(partition, from, to));
                rows.put(aggregate.name(), AggregateRows.read(aggregate, found));
            }
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

        /** Fills {@code keys} from an index that covers the query. @return the first key after them */
        private @Nullable String contextKeys(ClientSession session, int partition, String from, List<String> keys) {
            int documents = 0;
            try (var found = generation
                    .documents()
                    .find(session, gte(Stored.CONTEXT, from))
                    .projection(new Document(Stored.CONTEXT, 1).append(Stored.ID, 0))
                    .sort(Sorts.ascending(Stored.CONTEXT))
                    .timeoutMode(TimeoutMode.ITERATION)
                    .cursor()) {
                while (found.hasNext()) {
                    var key = Stored.text(found.next(), Stored.CONTEXT);
                    if (partitionOf(key) == partition) {
                        if (keys.isEmpty() || !keys.getLast().equals(key)) {
                            if (documents >= limits.documents()) {
                                return key;
                            }
                            keys.add(key);
                        }
                        documents++;
                    }
                }
            }
            return null;
        }

        /** Fills {@code documents}. @return {@code to}, or an earlier key that no room was left for */
        private @Nullable String documents(
                ClientSession session, List<String> keys, @Nullable String to, List<RawBsonDocument> documents) {
            long bytes = 0;
            var last = "";
            try (var found = generation
                    .documents()
                    .withDocumentClass(RawBsonDocument.class)
                    .find(session, in(Stored.CONTEXT, keys))
                    .sort(Sorts.ascending(Stored.CONTEXT))
                    .timeoutMode(TimeoutMode.ITERATION)
                    .cursor()) {
                while (found.hasNext()) {
                    var document = found.next();
                    var key = document.getString(Stored.CONTEXT).getValue();
                    bytes += document.getByteBuffer().remaining();
                    if (to != null && key.compareTo(to) >= 0) {
                        return to;
                    }
                    if (bytes > limits.bytes() && !documents.isEmpty() && !key.equals(last)) {
                        return key;
                    }
                    documents.add(document);
                    last = key;
                }
            }
            return to;
        }

        private int partitionOf(String contextKey) {
            return BuiltInPartitioner.partitionForKey(
                    contextKey.getBytes(StandardCharsets.UTF_8),
                    definition.topic().partitions());
        }

        private static Bson range(String field, String from, @Nullable String to) {
            return to == null ? gte(field, from) : and(gte(field, from), lt(field, to));
        }
    }
}
