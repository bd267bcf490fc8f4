package dev.engram.runtime.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.ne;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.ReturnDocument;
import dev.engram.runtime.definition.ProjectionDefinition;
import dev.engram.runtime.quarantine.UnreadableDocuments;
import dev.engram.runtime.store.Generation.Role;
import dev.engram.runtime.store.ParkedEvent.Resolution;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Generations as collections of a database. Which one is live stands in the collection {@code projections}:
 * {@code {_id: projection, generation, foldVersion, building?: {generation, foldVersion, since}, retired: [{generation,
 * foldVersion, since}], last, damage?: {reason, remedy}, collections: {g<generation>: [{name, uuid}]}}}.
 */
public final class MongoGenerations<K, S, C> implements Generations<K, S, C> {

    private static final String NUMBER = "generation";
    private static final String FOLD_VERSION = "foldVersion";
    private static final String SINCE = "since";
    private static final String BUILDING = "building";
    private static final String RETIRED = "retired";
    private static final String LAST = "last";
    private static final String DAMAGE = "damage";
    private static final String COLLECTIONS = "collections";

    private final MongoClient client;
    private final MongoDatabase database;
    private final MongoCollection<Document> pointers;
    private final ProjectionDefinition<?, K, S, C> definition;
    private final Duration transactionTimeout;
    private final UnreadableDocuments unreadable;

    /**
     * @param client of its own for projections, so that requests cannot starve them
     * @param transactionTimeout from the start of a transaction to the end of its commit
     */
    public MongoGenerations(
            MongoClient client,
            String database,
            ProjectionDefinition<?, K, S, C> definition,
            Duration transactionTimeout) {
        this.client = client;
        this.database = client.getDatabase(database);
        this.pointers = GenerationCollections.pointers(this.database);
        this.definition = definition;
        this.transactionTimeout = transactionTimeout;
        this.unreadable = new UnreadableDocuments(definition.name());
    }

    @Override
    public UnreadableDocuments unreadable() {
        return unreadable;
    }

    @Override
    public Optional<RegisteredGenerations> read() {
        return calling(() -> Optional.ofNullable(pointers.find(own()).first()).map(MongoGenerations::registered));
    }

    @Override
    public void createFirst(int foldVersion, List<Checkpoint> first) {
        calling(() -> {
            create(1, first);
            insertAbsent(
                    pointers,
                    List.of(entry(1, foldVersion, null)
                            .append(Stored.ID, definition.name())
                            .append(LAST, 1)));
            return lostCollections(1);
        });
    }

    @Override
    public boolean startBuilding(int foldVersion, List<Checkpoint> first, Instant now) {
        return calling(() -> {
            // The number is taken first: collections of an attempt that died are never used again.
            var reserved = pointers.findOneAndUpdate(
                    and(own(), exists(BUILDING, false)),
                    List.of(new Document(
                            "$set",
                            new Document(
                                    LAST,
                                    new Document(
                                            "$add",
                                            List.of(new Document("$ifNull", List.of("$" + LAST, "$" + NUMBER)), 1))))),
                    new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
            if (reserved == null) {
                return false;
            }
            int number = (int) Stored.number(reserved, LAST);
            create(number, first);
            var live = generation(reserved, Role.LIVE);
            if (isOfSameLog(live, first.getFirst().topicId())) {
                skipAgain(live.number(), number);
            }
            boolean started = changed(
                    exists(BUILDING, false),
                    new Document("$set", new Document(BUILDING, entry(number, foldVersion, now))));
            if (!started) {
                collections(number).drop();
            } else {
                if (isOfSameLog(live, first.getFirst().topicId())) {
                    // and what was skipped in between
                    skipAgain(live.number(), number);
                }
                var _ = lostCollections(number);
            }
            return started;
        });
    }

    @Override
    public boolean hasStaleContexts(int generation) {
        return calling(() ->
                collections(generation).contexts().find(eq(Stored.STALE, true)).first() != null);
    }

    @Override
    public boolean promote(Generation building, Generation live, Instant now) {
        return calling(() -> {
            boolean sameLog =
                    isOfSameLog(live, checkpoints(building.number()).getFirst().topicId());
            if (sameLog) {
                discardAgain(live.number(), building.number());
            }
            boolean promoted = changed(
                    and(eq(BUILDING + "." + NUMBER, building.number()), eq(NUMBER, live.number())),
                    new Document("$set", entry(building.number(), building.foldVersion(), null))
                            .append("$unset", new Document(BUILDING, "").append(DAMAGE, ""))
                            .append("$push", new Document(RETIRED, entry(live.number(), live.foldVersion(), now))));
            if (sameLog) {
                // and what was discarded in between
                discardAgain(live.number(), building.number());
            }
            return promoted;
        });
    }

    /** Whether an offset means the same record to a generation as to one of a topic: not after the log was replaced or restored. */
    private boolean isOfSameLog(Generation known, String topicId) {
        var damage = known.damage();
        return (damage == null || damage.isOfDocuments())
                && checkpoints(known.number()).stream()
                        .allMatch(checkpoint -> checkpoint.topicId().equals(topicId));
    }

    /** What an operator has stepped over is stepped over again, discarded or not; what was replayed since is applied. */
    private void skipAgain(int from, int to) {
        var skipped = collections(from)
                .parked()
                .find(and(StoredParked.SKIPPED, ne(StoredParked.RESOLUTION + ".kind", Resolution.Kind.REPLAYED.name())))
                .map(event -> event.append("generation", to))
                .into(new ArrayList<>());
        if (!skipped.isEmpty()) {
            insertAbsent(collections(to).parked(), skipped);
        }
    }

    private void discardAgain(int from, int to) {
        for (var discarded : collections(from).parked().find(StoredParked.DISCARDED)) {
            var resolution = new Document(StoredParked.RESOLUTION, discarded.get(StoredParked.RESOLUTION));
            var _ = collections(to)
                    .parked()
                    .updateOne(
                            and(eq(Stored.ID, discarded.get(Stored.ID)), eq(StoredParked.RESOLUTION, null)),
                            new Document("$set", resolution));
        }
    }

    @Override
    public boolean markDamaged(Generation live, Generation.Damage damage) {
        return calling(() -> changed(
                and(
                        eq(NUMBER, live.number()),
                        damage.isOfDocuments()
                                ? exists(DAMAGE, false)
                                : in(DAMAGE + ".reason", null, Generation.DOCUMENTS_LOST)),
                new Document(
                        "$set",
                        new Document(
                                DAMAGE, new Document("reason", damage.reason()).append("remedy", damage.remedy())))));
    }

    @Override
    public List<String> lostCollections(int generation) {
        return calling(() -> {
            var present = collections(generation).uuids();
            var pointer = pointers.find(own()).first();
            var remembered = pointer == null
                    ? List.<Document>of()
                    : pointer.get(COLLECTIONS, new Document()).getList(key(generation), Document.class, List.of());
            var known = remembered.stream()
                    .collect(Collectors.toMap(
                            collection -> Stored.text(collection, "name"),
                            collection -> collection.get("uuid", UUID.class)));
            var erased = collections(generation).erased().getNamespace().getCollectionName();
            var lost = Stream.concat(
                            names(generation).stream(), Stream.of(erased).filter(known::containsKey))
                    .filter(name -> !present.containsKey(name)
                            || !present.get(name).equals(known.getOrDefault(name, present.get(name))))
                    .toList();
            if (lost.isEmpty()) {
                createIndexes(collections(generation));
                if (known.isEmpty()) {
                    remember(generation, present);
                }
            }
            return lost;
        });
    }

    private List<String> names(int generation) {
        var all = collections(generation);
        return Stream.concat(
                        Stream.of(all.documents(), all.contexts(), all.checkpoints(), all.parked()),
                        definition.projection().aggregates().stream().map(all::rows))
                .map(collection -> collection.getNamespace().getCollectionName())
                .toList();
    }

    private void remember(int generation, Map<String, UUID> collections) {
        var entries = new ArrayList<Document>();
        collections.forEach((name, uuid) -> entries.add(new Document("name", name).append("uuid", uuid)));
        var _ = changed(
                new Document(), new Document("$set", new Document(COLLECTIONS + "." + key(generation), entries)));
    }

    private static String key(int generation) {
        return "g" + generation;
    }

    @Override
    public boolean cancel(Generation building, Instant now) {
        return calling(() -> changed(
                eq(BUILDING + "." + NUMBER, building.number()),
                new Document("$unset", new Document(BUILDING, ""))
                        .append(
                                "$push",
                                new Document(RETIRED, entry(building.number(), building.foldVersion(), now)))));
    }

    @Override
    public void dropRetired(Instant before) {
        var old = read().map(RegisteredGenerations::retired).orElse(List.of()).stream()
                .filter(generation ->
                        generation.since() != null && generation.since().isBefore(before))
                .toList();
        for (var generation : old) {
            calling(() -> {
                collections(generation.number()).drop();
                return changed(
                        new Document(),
                        new Document("$pull", new Document(RETIRED, new Document(NUMBER, generation.number())))
                                .append("$unset", new Document(COLLECTIONS + "." + key(generation.number()), "")));
            });
        }
    }

    @Override
    public List<Checkpoint> checkpoints(int generation) {
        return calling(() -> collections(generation)
                .checkpoints()
                .find()
                .sort(new Document(Stored.ID, 1))
                .map(Stored::checkpoint)
                .into(new ArrayList<>()));
    }

    @Override
    public ProjectionStore<K, S, C> store(int generation) {
        return new MongoProjectionStore<>(client, collections(generation), definition, transactionTimeout, unreadable);
    }

    private GenerationCollections collections(int number) {
        return GenerationCollections.of(database, definition.name(), number);
    }

    private Bson own() {
        return eq(Stored.ID, definition.name());
    }

    private boolean changed(Bson expected, Bson update) {
        return pointers.updateOne(and(own(), expected), update).getMatchedCount() == 1;
    }

    private static Document entry(int number, int foldVersion, @Nullable Instant since) {
        var entry = new Document(NUMBER, number).append(FOLD_VERSION, foldVersion);
        return since == null ? entry : entry.append(SINCE, Date.from(since));
    }

    private static RegisteredGenerations registered(Document pointer) {
        var building = pointer.get(BUILDING, Document.class);
        return new RegisteredGenerations(
                generation(pointer, Role.LIVE),
                building == null ? null : generation(building, Role.BUILDING),
                pointer.getList(RETIRED, Document.class, List.of()).stream()
                        .map(entry -> generation(entry, Role.RETIRED))
                        .toList());
    }

    private static Generation generation(Document entry, Role role) {
        var since = entry.getDate(SINCE);
        return new Generation(
                (int) Stored.number(entry, NUMBER),
                (int) Stored.number(entry, FOLD_VERSION),
                role,
                since == null ? null : since.toInstant(),
                damage(role == Role.LIVE ? entry.get(DAMAGE, Document.class) : null));
    }

    private static Generation.@Nullable Damage damage(@Nullable Document stored) {
        return stored == null
                ? null
                : new Generation.Damage(Stored.text(stored, "reason"), Stored.text(stored, "remedy"));
    }

    /** Indexes create their collections; a transaction that had to create one would conflict with others that do. */
    private void create(int number, List<Checkpoint> first) {
        var generation = collections(number);
        createIndexes(generation);
        insertAbsent(
                generation.checkpoints(), first.stream().map(Stored::document).toList());
    }

    private void createIndexes(GenerationCollections generation) {
        var indexes = new ArrayList<>(definition.mapping().indexes());
        indexes.add(new IndexModel(Indexes.ascending(Stored.CONTEXT, Stored.EPOCH)));
        generation.documents().createIndexes(indexes);
        var ofContexts = new ArrayList<>(definition.mapping().contextIndexes());
        ofContexts.add(new IndexModel(
                Indexes.ascending(Stored.PARTITION),
                new IndexOptions().partialFilterExpression(new Document(Stored.STALE, true))));
        generation.contexts().createIndexes(ofContexts);
        generation.parked().createIndex(Indexes.ascending(Stored.PARTITION, "offset"));
        generation.erased().createIndex(Indexes.ascending(Stored.PARTITION));
        for (var aggregate : definition.projection().aggregates()) {
            // rows that several partitions feed are read by subject only; the index that there is anyway makes the
            // collection
            generation
                    .rows(aggregate)
                    .createIndex(
                            aggregate.isFedBySeveralPartitions()
                                    ? Indexes.ascending(Stored.ID)
                                    : Indexes.ascending(Stored.PARTITION, Stored.ID));
        }
    }

    /** Inserts what is not there yet; others may be doing the same. */
    private static void insertAbsent(MongoCollection<Document> collection, List<Document> documents) {
        try {
            var _ = collection.insertMany(documents, new InsertManyOptions().ordered(false));
        } catch (MongoBulkWriteException failure) {
            boolean onlyPresent = failure.getWriteConcernError() == null
                    && failure.getWriteErrors().stream()
                            .allMatch(error -> error.getCategory() == ErrorCategory.DUPLICATE_KEY);
            if (!onlyPresent) {
                throw failure;
            }
        }
    }

    private <T> T calling(Supplier<T> work) {
        try {
            return work.get();
        } catch (MongoException failure) {
            throw MongoFailures.of(failure, client);
        }
    }
}
