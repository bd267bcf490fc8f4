package dev.engram.runtime.reader;

import static com.mongodb.client.model.Aggregates.match;
import static com.mongodb.client.model.Aggregates.project;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.nin;
import static com.mongodb.client.model.Projections.include;
import static java.util.Objects.requireNonNull;

import com.mongodb.client.AggregateIterable;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import dev.engram.projections.Aggregate;
import dev.engram.projections.ContextHash;
import dev.engram.projections.Derivation;
import dev.engram.projections.Projected;
import dev.engram.projections.ProjectedContext;
import dev.engram.projections.Projection;
import dev.engram.projections.feed.Turn;
import dev.engram.runtime.definition.DocumentMapping;
import dev.engram.runtime.definition.ProjectionDefinition;
import dev.engram.runtime.quarantine.UnreadableDocuments;
import dev.engram.runtime.quarantine.UnreadableException;
import dev.engram.runtime.store.Checkpoint;
import dev.engram.runtime.store.GenerationCollections;
import dev.engram.runtime.store.Stored;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * The live generation of one projection in a {@link Snapshot}; contexts and checkpoints are read once. Used by one thread. Methods throw
 * {@link ProjectionNotReadyException} where there is no generation that this program can read.
 */
public final class ProjectionView<K, S, C> {

    /** Most rows that one answer of the server carries: all of them are objects at a time, of a few megabytes together. */
    private static final int ROWS_AT_ONCE = 2_000;

    /** With histories of usual length these are a hundred kilobytes; with the longest that are taken, some megabytes each. */
    private static final int HISTORIES_AT_ONCE = 20;

    private final Snapshot snapshot;
    private final ProjectionDefinition<?, K, S, C> definition;
    private final Projection<?, K, S, C> projection;
    private final DocumentMapping<K, S, C> mapping;
    private final UnreadableDocuments unreadable;
    private final Map<String, ProjectedContext<C>> contexts = new HashMap<>();
    private final Map<Integer, Document> checkpoints = new HashMap<>();
    private @Nullable GenerationCollections live;

    ProjectionView(Snapshot snapshot, ProjectionDefinition<?, K, S, C> definition, UnreadableDocuments unreadable) {
        this.snapshot = snapshot;
        this.unreadable = unreadable;
        this.projection = definition.projection();
        this.mapping = definition.mapping();
        this.definition = definition;
    }

    /** Number of the live generation. */
    public int generation() {
        return live().number();
    }

    /** The partition that holds the events of a context. */
    public int partitionOf(String contextKey) {
        return definition.partitionOf(contextKey);
    }

    /** Rows of documents, for queries that need not the whole of each. */
    public FindIterable<Document> rows(Bson filter) {
        return live().documents().find(snapshot.session(), filter).batchSize(ROWS_AT_ONCE);
    }

    /** The same as bytes. */
    public FindIterable<RawBsonDocument> rawRows(Bson filter) {
        return live().documents()
                .withDocumentClass(RawBsonDocument.class)
                .find(snapshot.session(), filter)
                .batchSize(ROWS_AT_ONCE);
    }

    /** One of {@link #rawRows} as a document. */
    public Document decoded(RawBsonDocument row) {
        return row.decode(live().documents().getCodecRegistry().get(Document.class));
    }

    /** Rows that the server computes. */
    public AggregateIterable<Document> aggregate(List<Bson> pipeline) {
        return live().documents().aggregate(snapshot.session(), pipeline).batchSize(ROWS_AT_ONCE);
    }

    /** Rows of an aggregate. */
    public FindIterable<Document> rows(Aggregate<K, S> aggregate, Bson filter) {
        return live().rows(aggregate).find(snapshot.session(), filter).batchSize(ROWS_AT_ONCE);
    }

    /** Contexts as they are stored. */
    public FindIterable<Document> contexts(Bson filter) {
        return live().contexts().find(snapshot.session(), filter).batchSize(ROWS_AT_ONCE);
    }

    /**
     * The context, or the initial one if no event has changed it yet.
     *
     * @throws UnreadableException if it cannot be read
     */
    public ProjectedContext<C> context(String contextKey) {
        return contexts.computeIfAbsent(
                contextKey,
                key -> one(live().contexts(), key)
                        .map(found -> reading(() -> Stored.context(mapping, live().contexts(), found)))
                        .orElseGet(() -> new ProjectedContext<>(projection.initialContext(), 0, false)));
    }

    /**
     * What {@code reading} makes of a document that a query of {@link #rows} or {@link #contexts} has found; empty if that
     * document cannot be read, which is noted.
     */
    public <T> Optional<T> readable(Document stored, boolean isContext, Function<Document, T> reading) {
        try {
            var collection = isContext ? live().contexts() : live().documents();
            return Optional.of(reading(() -> Stored.read(collection, stored, reading)));
        } catch (UnreadableException failed) {
            return Optional.empty();
        }
    }

    private <T> T reading(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (UnreadableException failed) {
            unreadable.add(failed);
            throw failed;
        }
    }

    /**
     * A document with figures of the latest context: derived here if they are older. A failure is its quarantine; one that
     * cannot be read is quarantined without facts.
     */
    public Optional<Projected<S>> document(K key) {
        return one(live().documents(), mapping.id(key)).map(this::current);
    }

    /** Whole documents as {@link #document} gives them. Of an answer of the server one at a time takes the room of its objects. */
    public Iterable<Projected<S>> documents(Bson filter) {
        return documents(filter, new Document());
    }

    /** The same in an order. */
    public Iterable<Projected<S>> documents(Bson filter, Bson sort) {
        var raw = live().documents().withDocumentClass(RawBsonDocument.class);
        return raw.find(snapshot.session(), filter)
                .sort(sort)
                .batchSize(HISTORIES_AT_ONCE)
                .map(document -> current(decoded(document)));
    }

    private Projected<S> current(Document stored) {
        Projected<S> document;
        try {
            document = reading(() -> Stored.projected(mapping, live().documents(), stored));
        } catch (UnreadableException failed) {
            return new Projected<>(projection.initial(mapping.key(stored)), "", 0, failed.quarantine());
        }
        var context = context(document.contextKey());
        return document.epoch() >= context.epoch()
                ? document
                : Derivation.of(projection, document.state(), document.contextKey(), context);
    }

    /** @throws ProjectionNotReadyException if the generation has none of {@code partition} */
    public Checkpoint checkpoint(int partition) {
        return Stored.checkpoint(storedCheckpoint(partition));
    }

    private Document storedCheckpoint(int partition) {
        return checkpoints.computeIfAbsent(
                partition,
                asked -> one(live().checkpoints(), asked)
                        .orElseThrow(() -> new ProjectionNotReadyException(
                                projection.name(),
                                "generation %d has no checkpoint of partition %d".formatted(generation(), asked))));
    }

    /** The last turn of a partition. @throws ProjectionNotReadyException as {@link #checkpoint} */
    public Turn turn(int partition) {
        return turn(storedCheckpoint(partition));
    }

    private Turn turn(Document checkpoint) {
        return new Turn(
                31 * snapshot.identity(projection) + checkpoint.get(Stored.REPAIRED, 0L),
                Stored.number(checkpoint, Stored.TURN));
    }

    /** All checkpoints, by partition. */
    public List<Checkpoint> checkpoints() {
        return live().checkpoints()
                .find(snapshot.session())
                .sort(new Document(Stored.ID, 1))
                .map(Stored::checkpoint)
                .into(new ArrayList<>());
    }

    /** The last turns, by partition. Their identity changes where documents were built anew or repaired. */
    public List<Turn> turns() {
        var generation = live();
        return generation
                .checkpoints()
                .find(snapshot.session())
                .sort(new Document(Stored.ID, 1))
                .map(this::turn)
                .into(new ArrayList<>());
    }

    /** Whether a context was erased. */
    public boolean isErased(String contextKey) {
        return one(live().erased(), ContextHash.of(contextKey)).isPresent();
    }

    /** Those of some contexts that were erased. */
    public Set<String> erasedAmong(Collection<String> contextKeys) {
        var byHash = contextKeys.stream().collect(Collectors.toMap(ContextHash::of, key -> key));
        return live().erased()
                .find(snapshot.session(), in(Stored.ID, byHash.keySet()))
                .map(stored -> requireNonNull(byHash.get(Stored.text(stored, Stored.ID))))
                .into(new HashSet<>());
    }

    /** A stage that adds what is remembered of erased contexts, whose {@code _id} is {@link ContextHash#of}, to the rows. */
    public Bson unionWithErased(Collection<String> contextKeys) {
        var hashes = contextKeys.stream().map(ContextHash::of).toList();
        return union(live().erased(), in(Stored.ID, hashes));
    }

    /** A stage that adds the keys of those of some contexts whose stored form matches, each as the {@code _id} of a row. */
    public Bson unionWithContexts(Collection<String> contextKeys, Bson matching) {
        return union(live().contexts(), and(in(Stored.ID, contextKeys), matching));
    }

    private static Bson union(MongoCollection<Document> with, Bson matching) {
        var pipeline = List.of(match(matching), project(include(Stored.ID)));
        return new Document(
                "$unionWith",
                new Document("coll", with.getNamespace().getCollectionName()).append("pipeline", pipeline));
    }

    /** Whether the event of a record could not be applied, and was not later. */
    public boolean isParked(int partition, long offset) {
        var place =
                and(eq("partition", partition), eq("offset", offset), nin("resolution.kind", "REPLAYED", "OBSOLETE"));
        return live().parked().find(snapshot.session(), place).first() != null;
    }

    private Optional<Document> one(MongoCollection<Document> collection, Object id) {
        return Optional.ofNullable(
                collection.find(snapshot.session(), eq(Stored.ID, id)).first());
    }

    private GenerationCollections live() {
        if (live == null) {
            live = snapshot.live(projection);
        }
        return live;
    }
}
