package dev.engram.runtime.store;

import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.engram.projections.Aggregate;
import java.util.ArrayList;
import org.bson.Document;
import org.bson.UuidRepresentation;
import org.bson.codecs.configuration.CodecRegistries;

/**
 * The collections of one generation, {@code <projection>.g<number>} and those beside it, read from the primary with
 * read concern majority.
 *
 * @param number of the generation
 * @param database that they are in
 * @param documents the read model
 * @param contexts what documents share, by context key
 * @param checkpoints one per partition
 * @param parked events that could not be applied
 */
public record GenerationCollections(
        int number,
        MongoDatabase database,
        MongoCollection<Document> documents,
        MongoCollection<Document> contexts,
        MongoCollection<Document> checkpoints,
        MongoCollection<Document> parked) {

    public static GenerationCollections of(MongoDatabase database, String projection, int number) {
        var strict = strict(database);
        var name = projection + ".g" + number;
        return new GenerationCollections(
                number,
                strict,
                strict.getCollection(name),
                strict.getCollection(name + ".contexts"),
                strict.getCollection(name + ".checkpoints"),
                strict.getCollection(name + ".parked"));
    }

    /** The rows of an aggregate, {@code <projection>.g<number>.<aggregate>}. */
    public MongoCollection<Document> rows(Aggregate<?, ?> aggregate) {
        return database.getCollection(documents.getNamespace().getCollectionName() + "." + aggregate.name());
    }

    /** Drops all of them; harmless where they are gone. */
    void drop() {
        var name = documents.getNamespace().getCollectionName();
        for (var collection : database.listCollectionNames().into(new ArrayList<>())) {
            if (collection.equals(name) || collection.startsWith(name + ".")) {
                database.getCollection(collection).drop();
            }
        }
    }

    public static MongoCollection<Document> pointers(MongoDatabase database) {
        return strict(database).getCollection("projections");
    }

    private static MongoDatabase strict(MongoDatabase database) {
        return database.withReadPreference(ReadPreference.primary())
                .withReadConcern(ReadConcern.MAJORITY)
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .withCodecRegistry(CodecRegistries.withUuidRepresentation(
                        MongoClientSettings.getDefaultCodecRegistry(), UuidRepresentation.STANDARD));
    }
}
