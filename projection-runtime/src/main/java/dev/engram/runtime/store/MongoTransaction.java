package dev.engram.runtime.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import dev.engram.projections.Aggregate;
import dev.engram.projections.AggregateKey;
import dev.engram.projections.Projected;
import dev.engram.projections.ProjectedContext;
import dev.engram.runtime.definition.DocumentMapping;
import dev.engram.runtime.definition.ProjectionDefinition;
import dev.engram.runtime.mongo.BsonDocuments;
import dev.engram.runtime.quarantine.UnreadableDocuments;
import dev.engram.runtime.quarantine.UnreadableException;
import dev.engram.runtime.store.ProjectionStore.Erasure;
import dev.engram.runtime.store.ProjectionStore.Found;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;

/** Reads and writes of one transaction. */
final class MongoTransaction<K, S, C> implements ProjectionStore.Work<K, S, C> {

    /** @param turns in which the parts of a context changed last */
    private record Held<C>(C context, Document turns) {}

    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);

    /** Most bytes of documents held at a time, unless one alone is larger. As objects they take several times as much. */
    static final int MOST_BYTES = 8 << 20;

    private final ClientSession session;
    private final GenerationCollections generation;
    private final DocumentMapping<K, S, C> mapping;
    private final C initial;
    private final UnreadableDocuments unreadable;
    private final Map<K, Projected<S>> loaded = new HashMap<>();
    private final Map<K, String> unreadableDocuments = new HashMap<>();
    private final Map<String, String> unreadableContexts = new HashMap<>();
    private final Map<String, Held<C>> loadedContexts = new HashMap<>();
    private int partition = -1;
    private long turn;

    MongoTransaction(
            ClientSession session,
            GenerationCollections generation,
            ProjectionDefinition<?, K, S, C> definition,
            UnreadableDocuments unreadable) {
        this.session = session;
        this.generation = generation;
        this.mapping = definition.mapping();
        this.initial = definition.projection().initialContext();
        this.unreadable = unreadable;
    }

    @Override
    public void advance(Checkpoint held, Checkpoint next) {
        var outcome = generation
                .checkpoints()
                .updateOne(
                        session,
                        and(
                                eq(Stored.ID, held.partition()),
                                eq(Stored.NEXT, held.next()),
                                eq(Stored.TURN, held.turn())),
                        new Document("$set", Stored.fields(next)));
        if (outcome.getMatchedCount() == 0) {
            throw new CheckpointMovedException(held);
        }
        partition = held.partition();
        turn = next.turn();
    }

    void requireAdvanced() {
        if (partition < 0) {
            throw new IllegalStateException("a transaction must advance the checkpoint before anything else");
        }
    }

    @Override
    public Found<K, S> loadSome(Set<K> keys) {
        requireAdvanced();
        return find(in(Stored.ID, keys.stream().map(mapping::id).toList()), keys.size());
    }

    @Override
    public Found<K, S> outdated(String contextKey, long epoch, int limit) {
        requireAdvanced();
        return find(and(eq(Stored.CONTEXT, contextKey), lt(Stored.EPOCH, epoch)), limit);
    }

    /** Those that cannot be read are left out, and do not count. */
    private Found<K, S> find(Bson filter, int atMost) {
        loaded.clear();
        if (atMost == 0) {
            return new Found<>(Map.of(), true);
        }
        var found = new HashMap<K, Projected<S>>();
        boolean complete = true;
        var raw = generation.documents().withDocumentClass(RawBsonDocument.class);
        var documents = new BsonDocuments(raw.getCodecRegistry().get(Document.class));
        try (var cursor = raw.find(session, filter).batchSize(atMost).cursor()) {
            long bytes = 0;
            while (complete && cursor.hasNext()) {
                var origin = cursor.next();
                bytes += origin.getByteBuffer().remaining();
                complete = found.size() < atMost && (bytes <= MOST_BYTES || found.isEmpty());
                if (complete) {
                    read(documents.read(origin), found);
                }
            }
        }
        loaded.putAll(found);
        return new Found<>(found, complete);
    }

    @Override
    public void scan(String contextKey, BiConsumer<K, S> consumer) {
        requireAdvanced();
        for (var stored : generation.documents().find(session, eq(Stored.CONTEXT, contextKey))) {
            var found = new HashMap<K, Projected<S>>(1);
            read(stored, found);
            found.forEach((key, document) -> consumer.accept(key, document.state()));
        }
    }

    private void read(Document stored, Map<K, Projected<S>> found) {
        var key = mapping.key(stored);
        try {
            found.put(key, Stored.projected(mapping, generation.documents(), stored));
            unreadable.wasRead(generation.documents().getNamespace().getCollectionName(), mapping.id(key));
        } catch (UnreadableException failed) {
            unreadable.add(failed);
            unreadableDocuments.put(key, failed.getMessage());
        }
    }

    @Override
    public Map<String, ProjectedContext<C>> loadContexts(Set<String> contextKeys) {
        requireAdvanced();
        var found = new HashMap<String, ProjectedContext<C>>();
        for (var stored : generation.contexts().find(session, in(Stored.ID, contextKeys))) {
            var key = Stored.text(stored, Stored.ID);
            try {
                var context = Stored.context(mapping, generation.contexts(), stored);
                found.put(key, context);
                loadedContexts.put(key, new Held<>(context.context(), stored.get(Stored.TURNS, new Document())));
                unreadable.wasRead(generation.contexts().getNamespace().getCollectionName(), key);
            } catch (UnreadableException failed) {
                unreadable.add(failed);
                unreadableContexts.put(key, failed.getMessage());
            }
        }
        return found;
    }

    @Override
    public Set<String> loadErased(Set<String> contextKeys) {
        requireAdvanced();
        return new ErasedContexts(generation).among(session, contextKeys);
    }

    @Override
    public Erasure erase(String contextKey, long offset, List<Aggregate<K, S>> aggregates) {
        requireAdvanced();
        unreadable.forget(generation.documents().getNamespace().getCollectionName(), contextKey);
        return new ErasedContexts(generation).erase(session, partition, contextKey, offset, aggregates);
    }

    @Override
    public boolean removeSome(Set<String> contextKeys, List<Aggregate<K, S>> aggregates, int limit) {
        requireAdvanced();
        var ofPartition = eq(Stored.PARTITION, partition);
        boolean nothingLeft = removeSome(generation.documents(), in(Stored.CONTEXT, contextKeys), limit)
                & removeSome(generation.contexts(), ofPartition, limit)
                & removeSome(generation.parked(), and(ofPartition, ne("reason", ParkedEvent.Why.SKIPPED)), limit)
                & removeSome(generation.erased(), ofPartition, limit);
        for (var aggregate : aggregates) {
            nothingLeft &=
                    removeSome(generation.rows(aggregate), AggregateRows.ofPartition(aggregate, partition), limit);
        }
        return nothingLeft;
    }

    private boolean removeSome(MongoCollection<Document> collection, Bson filter, int limit) {
        var ids = collection
                .find(session, filter)
                .projection(new Document(Stored.ID, 1))
                .limit(limit)
                .map(stored -> stored.get(Stored.ID))
                .into(new ArrayList<>());
        if (!ids.isEmpty()) {
            var _ = collection.deleteMany(session, in(Stored.ID, ids));
        }
        return ids.size() < limit;
    }

    @Override
    public Map<K, String> unreadableDocuments() {
        return unreadableDocuments;
    }

    @Override
    public Map<String, String> unreadableContexts() {
        return unreadableContexts;
    }

    @Override
    public void write(Map<K, Projected<S>> documents) {
        requireAdvanced();
        var writes = new ArrayList<WriteModel<Document>>(documents.size());
        documents.forEach((key, after) -> {
            var before = loaded.put(key, after);
            if (before == null) {
                writes.add(new InsertOneModel<>(inserted(key, after)));
            } else {
                var update = updates(key, before, after);
                if (!update.isEmpty()) {
                    writes.add(new UpdateOneModel<>(eq(Stored.ID, mapping.id(key)), update));
                }
            }
        });
        if (!writes.isEmpty()) {
            var outcome = generation.documents().bulkWrite(session, writes, UNORDERED);
            if (outcome.getInsertedCount() + outcome.getMatchedCount() != writes.size()) {
                throw new IllegalStateException(
                        "a document that this transaction had read was not there to be changed");
            }
        }
    }

    /** A document as it is stored. */
    Document inserted(K key, Projected<S> after) {
        var document = new Document(Stored.ID, mapping.id(key));
        document.putAll(mapping.insert(key, after.state()));
        document.append(Stored.CONTEXT, after.contextKey())
                .append(Stored.EPOCH, after.epoch())
                .append(Stored.TURN, turn);
        if (after.quarantined() != null) {
            document.append(Stored.QUARANTINED, after.quarantined());
        }
        return document;
    }

    private Document updates(K key, Projected<S> before, Projected<S> after) {
        var update = new Document(mapping.update(key, before.state(), after.state()));
        if (before.epoch() != after.epoch()) {
            add(update, "$set", Stored.EPOCH, after.epoch());
        }
        if (!Objects.equals(before.quarantined(), after.quarantined())) {
            if (after.quarantined() == null) {
                add(update, "$unset", Stored.QUARANTINED, "");
            } else {
                add(update, "$set", Stored.QUARANTINED, after.quarantined());
            }
        }
        if (!update.isEmpty()) {
            add(update, "$set", Stored.TURN, turn);
        }
        return update;
    }

    private static void add(Document update, String operator, String field, Object value) {
        var fields = new Document();
        if (update.get(operator) instanceof Document present) {
            fields.putAll(present);
        }
        update.put(operator, fields.append(field, value));
    }

    @Override
    public void writeContexts(Map<String, ProjectedContext<C>> contexts) {
        requireAdvanced();
        var writes = new ArrayList<WriteModel<Document>>(contexts.size());
        contexts.forEach((contextKey, context) -> {
            var document = new Document(Stored.ID, contextKey);
            document.putAll(mapping.insertContext(context.context()));
            document.append(Stored.PARTITION, partition)
                    .append(Stored.EPOCH, context.epoch())
                    .append(Stored.STALE, context.stale())
                    .append(Stored.TURN, turn)
                    .append(Stored.TURNS, turns(contextKey, context.context()));
            writes.add(new ReplaceOneModel<>(eq(Stored.ID, contextKey), document, new ReplaceOptions().upsert(true)));
        });
        if (!writes.isEmpty()) {
            var _ = generation.contexts().bulkWrite(session, writes, UNORDERED);
        }
    }

    /** What this work has not read, or cannot be read, counts as changed in all parts. */
    private Document turns(String contextKey, C after) {
        var held = loadedContexts.getOrDefault(contextKey, new Held<>(initial, new Document()));
        var turns = new Document(held.turns());
        mapping.changedParts(held.context(), after).forEach(part -> turns.put(part, turn));
        return turns;
    }

    @Override
    public void clearStale(String contextKey, long epoch) {
        requireAdvanced();
        var _ = generation
                .contexts()
                .updateOne(
                        session,
                        and(eq(Stored.ID, contextKey), eq(Stored.EPOCH, epoch)),
                        new Document("$set", new Document(Stored.STALE, false)));
    }

    @Override
    public void add(Aggregate<K, S> aggregate, Map<AggregateKey, long[]> differences) {
        requireAdvanced();
        if (!differences.isEmpty()) {
            var _ = generation
                    .rows(aggregate)
                    .bulkWrite(session, AggregateRows.additions(aggregate, partition, differences), UNORDERED);
        }
    }

    @Override
    public void park(Collection<ParkedEvent> events) {
        requireAdvanced();
        if (!events.isEmpty()) {
            var _ = generation
                    .parked()
                    .insertMany(
                            session,
                            events.stream()
                                    .map(event -> StoredParked.document(event, generation.number()))
                                    .toList(),
                            new InsertManyOptions().ordered(false));
        }
    }

    @Override
    public void resolve(ParkedEvent event, ParkedEvent.Resolution resolution) {
        requireAdvanced();
        var id = StoredParked.id(event.topic(), event.partition(), event.offset());
        var outcome = generation
                .parked()
                .updateOne(
                        session,
                        and(eq(Stored.ID, id), eq(StoredParked.RESOLUTION, null)),
                        new Document("$set", new Document(StoredParked.RESOLUTION, StoredParked.document(resolution))));
        if (outcome.getMatchedCount() == 0) {
            throw new IllegalStateException("no event waits at " + event.partition() + "-" + event.offset());
        }
    }
}
