package dev.engram.runtime.store;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import dev.engram.runtime.store.Checkpoint;
import dev.engram.runtime.store.DocumentMapping;
import dev.engram.runtime.store.Generations;
import dev.engram.projections.FoldStoppedException;
import dev.engram.runtime.store.ProjectionStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;

/** Generations as collections of a database; the pointer is a document of the collection {@code projections}. */
public final class MongoGenerations<K, S, C> implements Generations<K, S, C> {

    private final MongoClient client;
    private final MongoDatabase database;
    private final DocumentMapping<K, S, C> mapping;
    private final Duration transactionTimeout;

    /**
     * @param client of its own for projections, so that requests cannot starve them
     * @param transactionTimeout from the start of a transaction to the end of its commit
     */
    public MongoGenerations(
            MongoClient client, String database, DocumentMapping<K, S, C> mapping, Duration transactionTimeout) {
        this.client = client;
        this.database = client.getDatabase(database);
        this.mapping = mapping;
        this.transactionTimeout = transactionTimeout;
    }

    @Override
    public int open(String projection, int foldVersion, List<Checkpoint> first) {
        try {
            var pointers = GenerationCollections.pointers(database);
            var pointer = pointers.find(eq(Stored.ID, projection)).first();
            if (pointer == null) {
                create(GenerationCollections.of(database, projection, 1), first);
                insertAbsent(
                        pointers,
                        List.of(new Document(Stored.ID, projection)
                                .append("generation", 1)
                                .append("foldVersion", foldVersion)));
                pointer = pointers.find(eq(Stored.ID, projection)).first();
            }
            return generation(projection, foldVersion, pointer == null ? new Document() : pointer);
        } catch (MongoException failure) {
            throw Failures.of(failure);
        }
    }

    @Override
    public ProjectionStore<K, S, C> store(String projection, int generation) {
        return new MongoProjectionStore<>(
                client, GenerationCollections.of(database, projection, generation), mapping, transactionTimeout);
    }

    private static int generation(String projection, int foldVersion, Document pointer) {
        long stored = Stored.number(pointer, "foldVersion");
        if (stored != foldVersion) {
            throw new FoldStoppedException(
                    "fold version changed",
                    "projection %s was built by fold version %d, this program has %d: run the program of version %d, or drop the collections %s.g* and the document %s of the collection projections, and all is built anew from the log"
                            .formatted(projection, stored, foldVersion, stored, projection, projection));
        }
        return (int) Stored.number(pointer, "generation");
    }

    /** Indexes create their collections; a transaction that had to create one would conflict with others that do. */
    private void create(GenerationCollections generation, List<Checkpoint> first) {
        var indexes = new ArrayList<>(mapping.indexes());
        indexes.add(new IndexModel(Indexes.ascending(Stored.CONTEXT, Stored.EPOCH)));
        generation.documents().createIndexes(indexes);
        var ofContexts = new ArrayList<>(mapping.contextIndexes());
        ofContexts.add(new IndexModel(
                Indexes.ascending(Stored.PARTITION),
                new IndexOptions().partialFilterExpression(new Document(Stored.MARKED, true))));
        generation.contexts().createIndexes(ofContexts);
        generation.parked().createIndex(Indexes.ascending(Stored.PARTITION, "offset"));
        insertAbsent(
                generation.checkpoints(), first.stream().map(Stored::document).toList());
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
}
