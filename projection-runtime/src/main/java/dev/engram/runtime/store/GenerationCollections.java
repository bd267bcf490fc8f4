package dev.engram.runtime.store;

import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import dev.engram.projections.Aggregate;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
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
 * @param erased contexts that were erased, by the hash of their key
 */
public record GenerationCollections(
        int number,
        MongoDatabase database,
        MongoCollection<Document> documents,
        MongoCollection<Document> contexts,
        MongoCollection<Document> checkpoints,
        MongoCollection<Document> parked,
        MongoCollection<Document> erased) {

    public static GenerationCollections of(MongoDatabase database, String projection, int number) {
        var strict = strict(database);
        var name = projection + ".g" + number;
        return new GenerationCollections(
                number,
                strict,
                strict.getCollection(name),
                strict.getCollection(name + ".contexts"),
                strict.getCollection(name + ".checkpoints"),
                strict.getCollection(name + ".parked"),
                strict.getCollection(name + ".erased"));
    }

    /** The rows of an aggregate, {@code <projection>.g<number>.<aggregate>}. */
    public MongoCollection<Document> rows(Aggregate<?, ?> aggregate) {
        return database.getCollection(documents.getNamespace().getCollectionName() + "." + aggregate.name());
    }

    /** Drops all of them; harmless where they are gone. */
    void drop() {
        uuids().keySet().forEach(name -> database.getCollection(name).drop());
    }

    /** The ids of those that exist, by name. A collection that was dropped and created again has another id. */
    Map<String, UUID> uuids() {
        var found = new HashMap<String, UUID>();
        for (var collection :
                database.listCollections().filter(Filters.regex("name", "^" + Pattern.quote(name()) + "(\\.|$)"))) {
            found.put(
                    Stored.text(collection, "name"),
                    collection.get("info", Document.class).get("uuid", UUID.class));
        }
        return found;
    }

    private String name() {
        return documents.getNamespace().getCollectionName();
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
