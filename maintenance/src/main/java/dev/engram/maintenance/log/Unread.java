package dev.engram.maintenance.log;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.ReplaceOptions;
import org.bson.Document;

/** A document that could not be read, with all that is in it. */
record Unread(MongoCollection<Document> collection, Document stored, String reason) {

    /** Collection of each database that keeps them when the generation that they belong to is dropped after a rebuild. */
    static final String KEPT = "unreadable";

    static Unread of(MongoCollection<Document> collection, Document stored, RuntimeException why) {
        return new Unread(
                collection, stored, why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage());
    }

    Object id() {
        return stored.get("_id");
    }

    UnreadableDocument describe(boolean hasOtherCopy) {
        var namespace = collection.getNamespace();
        return new UnreadableDocument(
                namespace.getDatabaseName(),
                namespace.getCollectionName(),
                id() instanceof Document document ? document.toJson() : String.valueOf(id()),
                reason,
                hasOtherCopy);
    }

    /** Copies it out of the way; harmless if that has been done. */
    void keep(MongoClient client) {
        var name = collection.getNamespace();
        var id = new Document("collection", name.getCollectionName()).append("id", id());
        client.getDatabase(name.getDatabaseName())
                .getCollection(KEPT)
                .replaceOne(
                        eq("_id", id),
                        new Document("_id", id).append("reason", reason).append("document", stored),
                        new ReplaceOptions().upsert(true));
    }
}
