package dev.engram.card.adapter.mongo;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/**
 * The collections and their indexes.
 *
 * <pre>
 * commits  {_id: {deckId, version}, events: [{event, …}], author, at, relayed}
 * decks    {_id: deckId, owner, path, pathKey, title, version, cards}      unique (owner, pathKey)
 * cards    {_id: cardId, deckId, ordinal, revision, question, …, retired}
 * </pre>
 */
public final class CardDatabase {

    /** One operation on a deck with tens of thousands of cards; a server that is away is noticed much sooner. */
    private static final long WHOLE_DECK_SECONDS = 15;

    private final MongoClient client;
    private final MongoDatabase database;
    private volatile boolean indexed;

    /** Operations take at most as long as {@code client} lets them. */
    public CardDatabase(MongoClient client, String name) {
        this(client, client.getDatabase(name));
    }

    private CardDatabase(MongoClient client, MongoDatabase database) {
        this.client = client;
        this.database = database;
    }

    /** The same, with time for reading and writing large decks as a whole. */
    CardDatabase forWholeDecks() {
        return new CardDatabase(client, database.withTimeout(WHOLE_DECK_SECONDS, TimeUnit.SECONDS));
    }

    Transactions transactions() {
        return new Transactions(client);
    }

    MongoCollection<Document> decks() {
        return collection("decks");
    }

    MongoCollection<Document> cards() {
        return collection("cards");
    }

    MongoCollection<Document> commits() {
        return collection("commits");
    }

    /** Before anything is read or written: without the indexes an owner could have two decks at one path. */
    private MongoCollection<Document> collection(String name) {
        if (!indexed) {
            index();
            indexed = true;
        }
        return database.getCollection(name);
    }

    private void index() {
        database.getCollection("decks")
                .createIndex(Indexes.ascending("owner", "pathKey"), new IndexOptions().unique(true));
        database.getCollection("cards").createIndex(Indexes.ascending("deckId", "ordinal"));
        database.getCollection("commits")
                .createIndex(
                        Indexes.ascending("relayed", "_id.deckId", "_id.version"),
                        new IndexOptions().partialFilterExpression(new Document("relayed", false)));
    }
}
