package dev.engram.maintenance.backup;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Updates;
import dev.engram.maintenance.backup.Manifest.CopiedCollection;
import dev.engram.maintenance.cluster.Installation.Databases;
import dev.engram.maintenance.cluster.RefusedException;
import dev.engram.runtime.erasure.GatewayErasure;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.Document;
import org.bson.RawBsonDocument;

/**
 * Loads copied collections into empty databases. A document in the gateway's database says from the beginning to the end which
 * backup is being restored and which collections are done, so that a restore that was cut off can go on.
 */
final class DatabaseLoad {

    static final String MARKER = "restore";
    static final String EMPTY_ONLY =
            "A backup is restored into an empty installation only; for a local stack choose another --home, or run ./engram down and delete the folder data in its home";

    private static final String BACKUP = "backup";
    private static final String LOADED = "loaded";
    private static final int MOST_DOCUMENTS = 1_000;
    private static final int MOST_CHARACTERS = 8 << 20;

    private final MongoClient client;
    private final Databases names;
    private final BackupFolder folder;
    private final Consumer<String> progress;

    DatabaseLoad(MongoClient client, Databases names, BackupFolder folder, Consumer<String> progress) {
        this.client = client;
        this.names = names;
        this.folder = folder;
        this.progress = progress;
    }

    /**
     * Whether a restore of this backup has begun here.
     *
     * @throws RefusedException if one of another backup has, or services have run since
     */
    boolean hasBegun(String fingerprint) throws RefusedException {
        var marker = marker().find(eq("_id", MARKER)).first();
        if (marker == null) {
            return false;
        }
        for (var name : names.withLog()) {
            if (client.getDatabase(name).getCollection("log").find().first() != null) {
                throw new RefusedException(
                        "a restore was cut off here, and services have run since: what they have stored would be lost. "
                                + EMPTY_ONLY);
            }
        }
        if (!fingerprint.equals(marker.getString(BACKUP))) {
            throw new RefusedException(
                    "a restore of another backup, or of an earlier state of this one, has begun here and was cut off: finish that one, or start with an empty installation");
        }
        return true;
    }

    /** @throws RefusedException naming what is not empty */
    void requireEmpty() throws RefusedException {
        var found = new ArrayList<String>();
        for (var name : names.all()) {
            var database = client.getDatabase(name);
            for (var collection : database.listCollectionNames()) {
                long documents = collection.startsWith("system.")
                        ? 0
                        : database.getCollection(collection).countDocuments();
                if (documents > 0) {
                    found.add("%s.%s (%d documents)".formatted(name, collection, documents));
                }
            }
        }
        if (!found.isEmpty()) {
            throw new RefusedException("there are documents in " + String.join(", ", found) + ". " + EMPTY_ONLY);
        }
    }

    void begin(String fingerprint, Instant now) {
        marker().insertOne(new Document("_id", MARKER)
                .append(BACKUP, fingerprint)
                .append("begun", Date.from(now))
                .append(LOADED, List.of()));
    }

    void end() {
        marker().drop();
    }

    /** Loads what is not loaded yet. */
    void load(String name, List<CopiedCollection> collections) throws IOException {
        var marker = marker().find(eq("_id", MARKER)).first();
        List<String> loaded = marker == null ? List.of() : marker.getList(LOADED, String.class);
        for (var copied : collections) {
            var id = name + "." + copied.name();
            if (!loaded.contains(id)) {
                load(client.getDatabase(name), copied);
                marker().updateOne(eq("_id", MARKER), Updates.addToSet(LOADED, id));
            }
        }
    }

    private void load(MongoDatabase database, CopiedCollection copied) throws IOException {
        // what is there comes from an attempt that was cut off
        database.getCollection(copied.name()).drop();
        var create = new BsonDocument("create", new BsonString(copied.name()));
        create.putAll(BsonDocument.parse(copied.options()));
        database.runCommand(create);
        var collection = database.getCollection(copied.name(), RawBsonDocument.class);
        if (isWithdrawn(database, copied)) {
            createIndexes(database, copied);
            return;
        }
        var batch = new ArrayList<RawBsonDocument>();
        long characters = 0;
        long documents = 0;
        try (var lines = LineFile.read(folder.file(copied.file().path()))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                batch.add(RawBsonDocument.parse(line));
                characters += line.length();
                if (batch.size() == MOST_DOCUMENTS || characters > MOST_CHARACTERS) {
                    documents += insert(collection, batch);
                    characters = 0;
                    report(collection, documents);
                }
            }
        }
        documents += insert(collection, batch);
        report(collection, documents);
        if (documents != copied.documents()) {
            throw new IOException("%s.%s should have %d documents, the backup has %d"
                    .formatted(database.getName(), copied.name(), copied.documents(), documents));
        }
        createIndexes(database, copied);
    }

    /** Secrets of the backup's time: who had one could be somebody again who has been signed out or locked out since. */
    private boolean isWithdrawn(MongoDatabase database, CopiedCollection copied) {
        return database.getName().equals(names.gateway()) && GatewayErasure.CREDENTIALS.contains(copied.name());
    }

    private void report(MongoCollection<?> collection, long documents) {
        progress.accept(String.format(Locale.ROOT, "%s: %,d documents loaded", collection.getNamespace(), documents));
    }

    private static int insert(MongoCollection<RawBsonDocument> collection, List<RawBsonDocument> batch) {
        int size = batch.size();
        if (size > 0) {
            var _ = collection.insertMany(
                    batch, new InsertManyOptions().ordered(false).bypassDocumentValidation(true));
            batch.clear();
        }
        return size;
    }

    private static void createIndexes(MongoDatabase database, CopiedCollection copied) {
        var indexes = new BsonArray();
        for (var text : copied.indexes()) {
            var index = BsonDocument.parse(text);
            if (!index.getString("name").getValue().equals("_id_")) {
                index.remove("v");
                index.remove("ns");
                indexes.add(index);
            }
        }
        if (!indexes.isEmpty()) {
            database.runCommand(
                    new BsonDocument("createIndexes", new BsonString(copied.name())).append("indexes", indexes));
        }
    }

    private MongoCollection<Document> marker() {
        return client.getDatabase(names.gateway()).getCollection(MARKER);
    }
}
