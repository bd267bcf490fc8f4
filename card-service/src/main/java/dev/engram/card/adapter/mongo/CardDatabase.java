package dev.engram.card.adapter.mongo;

import com.mongodb.ClientSessionOptions;
import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.TransactionOptions;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import dev.engram.runtime.erasure.DeckErasure;
import dev.engram.runtime.reader.Snapshot;
import dev.engram.runtime.retry.Backoff;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.bson.Document;

/**
 * The collections and their indexes.
 *
 * <pre>
 * commits  {_id: {deckId, version}, events: [{event, …}], author, at, relayed}
 * decks    {_id: deckId, owner, path, pathKey, title, version, cards, allCards, bytes, imported,
 *           visibility, shares: [{learner, role, at}], code: {…}, withdrawn: [learner]}                unique (owner, pathKey)
 * cards    {_id: cardId, deckId, ordinal, revision, question, …, retired, version, key, origin}    (deckId, key)
 * files    {_id: {deckId, version}, before, digest, authors, text}
 * removed_decks {_id: deckId, owner}                                        while the decks of an erased person are removed
 * </pre>
 */
public final class CardDatabase {

    /** One operation on a deck with tens of thousands of cards; a server that is unavailable is noticed much sooner. */
    private static final long WHOLE_DECK_SECONDS = 15;

    private static final int ATTEMPTS = 12;
    private static final int COMMIT_ATTEMPTS = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(4);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(128);
    private static final long COMMIT_SECONDS = 15;
    private static final long GIVE_UP_NANOS = TimeUnit.SECONDS.toNanos(8);

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

    MongoCollection<Document> decks() {
        return collection("decks");
    }

    MongoCollection<Document> cards() {
        return collection("cards");
    }

    MongoCollection<Document> files() {
        return collection("files");
    }

    MongoCollection<Document> commits() {
        return collection("commits");
    }

    /** What is done with the decks of people who are erased. */
    public DeckErasure erasure() {
        decks(); // with its indexes
        return new DeckErasure(forWholeDecks().database);
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
        AccessDocuments.prepare(database.getCollection("decks"));
        database.getCollection("decks")
                .createIndex(Indexes.ascending("owner", "pathKey"), new IndexOptions().unique(true));
        database.getCollection("cards").createIndex(Indexes.ascending("deckId", "ordinal"));
        database.getCollection("cards").createIndex(Indexes.ascending("deckId", "key"));
        database.getCollection("files").createIndex(Indexes.ascending("_id.deckId", "_id.version"));
        database.getCollection("commits")
                .createIndex(
                        Indexes.ascending("relayed", "_id.deckId", "_id.version"),
                        new IndexOptions().partialFilterExpression(new Document("relayed", false)));
    }

    /** Reads several times at one moment. @param question may be asked several times */
    <T> T snapshot(Function<ClientSession, T> question) {
        // indexes cannot be made inside a snapshot
        collection("decks");
        return Snapshot.inSession(client, question);
    }

    /**
     * Runs work in a transaction on a snapshot, again after a conflict with another, with jittered pauses and an end: the
     * driver's own withTransaction tries for up to two minutes.
     *
     * @param work may run several times
     * @throws MongoException if the database is unavailable, the outcome of the commit stays unknown, or others are in the way
     *     at every attempt
     */
    <T> T transaction(Function<ClientSession, T> work) {
        var backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, ThreadLocalRandom.current());
        long start = System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            try {
                return once(work);
            } catch (MongoException conflict) {
                if (attempt == ATTEMPTS
                        || System.nanoTime() - start > GIVE_UP_NANOS
                        || !conflict.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL)) {
                    throw conflict;
                }
                LockSupport.parkNanos(backoff.next().toNanos());
            }
        }
    }

    private <T> T once(Function<ClientSession, T> work) {
        var options = ClientSessionOptions.builder()
                .defaultTimeout(COMMIT_SECONDS, TimeUnit.SECONDS)
                .build();
        try (var session = client.startSession(options)) {
            session.startTransaction(TransactionOptions.builder()
                    .readConcern(ReadConcern.SNAPSHOT)
                    .build());
            var answer = work.apply(session);
            commit(session);
            return answer;
        }
    }

    /** To commit again is to ask what became of it: the server does it once. */
    private static void commit(ClientSession session) {
        for (int attempt = 1; ; attempt++) {
            try {
                session.commitTransaction();
                return;
            } catch (MongoException unknown) {
                if (attempt == COMMIT_ATTEMPTS
                        || !unknown.hasErrorLabel(MongoException.UNKNOWN_TRANSACTION_COMMIT_RESULT_LABEL)) {
                    throw unknown;
                }
            }
        }
    }
}
