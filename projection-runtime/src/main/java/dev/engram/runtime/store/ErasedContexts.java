package dev.engram.runtime.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.ne;

import com.mongodb.client.ClientSession;
import com.mongodb.client.model.UpdateOptions;
import dev.engram.projections.Aggregate;
import dev.engram.projections.ContextHash;
import dev.engram.runtime.store.ProjectionStore.Erasure;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.types.Binary;

/** Contexts that were erased, in MongoDB: {@code {_id: SHA-256 of the key, partition, offset, <number removed>: …}}. */
public final class ErasedContexts {

    private final GenerationCollections generation;

    public ErasedContexts(GenerationCollections generation) {
        this.generation = generation;
    }

    /** What was removed of a context; empty if it was not erased. */
    public Optional<Erasure> find(String hash) {
        return Optional.ofNullable(generation.erased().find(eq(Stored.ID, hash)).first())
                .map(ErasedContexts::erasure);
    }

    Set<String> among(ClientSession session, Set<String> contextKeys) {
        var byHash = contextKeys.stream().collect(Collectors.toMap(ContextHash::of, key -> key));
        var found = new HashSet<String>();
        for (var stored : generation.erased().find(session, in(Stored.ID, byHash.keySet()))) {
            found.add(byHash.get(Stored.text(stored, Stored.ID)));
        }
        return found;
    }

    /** Hashes of the keys of contexts of a partition. */
    public Set<String> hashes(ClientSession session, int partition) {
        return generation
                .erased()
                .find(session, eq(Stored.PARTITION, partition))
                .map(stored -> Stored.text(stored, Stored.ID))
                .into(new HashSet<>());
    }

    /** Removes all of a context and remembers it. @return what was removed now */
    Erasure erase(
            ClientSession session,
            int partition,
            String contextKey,
            long offset,
            List<? extends Aggregate<?, ?>> aggregates) {
        long rows = 0;
        for (var aggregate : aggregates) {
            rows += generation
                    .rows(aggregate)
                    .deleteMany(session, AggregateRows.of(contextKey, Long.MIN_VALUE, Long.MAX_VALUE - 1))
                    .getDeletedCount();
        }
        var ofKey = eq("key", new Binary(contextKey.getBytes(StandardCharsets.UTF_8)));
        var steppedOver = generation
                .parked()
                .updateMany(
                        session,
                        and(ofKey, StoredParked.SKIPPED),
                        new Document(
                                "$set",
                                new Document("key", null)
                                        .append("headers", List.of())
                                        .append("value", null)));
        var removed = new Erasure(
                partition,
                offset,
                generation
                        .documents()
                        .deleteMany(session, eq(Stored.CONTEXT, contextKey))
                        .getDeletedCount(),
                generation
                        .contexts()
                        .deleteOne(session, eq(Stored.ID, contextKey))
                        .getDeletedCount(),
                rows,
                steppedOver.getModifiedCount()
                        + generation
                                .parked()
                                .deleteMany(session, and(ofKey, ne("reason", ParkedEvent.Why.SKIPPED)))
                                .getDeletedCount());
        var _ = generation
                .erased()
                .updateOne(
                        session,
                        eq(Stored.ID, ContextHash.of(contextKey)),
                        new Document("$setOnInsert", new Document(Stored.PARTITION, partition).append("offset", offset))
                                .append(
                                        "$inc",
                                        new Document("documents", removed.documents())
                                                .append("contexts", removed.contexts())
                                                .append("rows", removed.rows())
                                                .append("parked", removed.parked())),
                        new UpdateOptions().upsert(true));
        return removed;
    }

    private static Erasure erasure(Document stored) {
        return new Erasure(
                (int) Stored.number(stored, Stored.PARTITION),
                Stored.number(stored, "offset"),
                Stored.number(stored, "documents"),
                Stored.number(stored, "contexts"),
                Stored.number(stored, "rows"),
                Stored.number(stored, "parked"));
    }
}
