package dev.engram.runtime.store;

import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.util.List;
import org.bson.Document;
import org.bson.UuidRepresentation;
import org.bson.codecs.configuration.CodecRegistries;

/**
 * The collections of one generation, {@code <projection>.g<number>} and the three beside it, read from the primary with
 * read concern majority.
 *
 * @param number of the generation
 * @param documents the read model
 * @param contexts what documents share, by context key
 * @param checkpoints one per partition
 * @param parked events that could not be applied
 */
public record GenerationCollections(
        int number,
        MongoCollection<Document> documents,
        MongoCollection<Document> contexts,
        MongoCollection<Document> checkpoints,
        MongoCollection<Document> parked) {

    public static GenerationCollections of(MongoDatabase database, String projection, int number) {
        var strict = strict(database);
        var name = projection + ".g" + number;
        return new GenerationCollections(
                number,
                strict.getCollection(name),
                strict.getCollection(name + ".contexts"),
                strict.getCollection(name + ".checkpoints"),
                strict.getCollection(name + ".parked"));
    }

    /** Drops all of them; harmless where they are gone. */
    void drop() {
        List.of(documents, contexts, checkpoints, parked).forEach(MongoCollection::drop);
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
