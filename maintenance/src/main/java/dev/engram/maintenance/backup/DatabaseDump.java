package dev.engram.maintenance.backup;

import com.mongodb.ClientSessionOptions;
import com.mongodb.MongoCommandException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.engram.maintenance.backup.Manifest.CopiedCollection;
import dev.engram.maintenance.backup.Manifest.CopiedDatabase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

/** Copies the collections of a database that cannot be folded from the log, as of one moment. */
final class DatabaseDump {

    static final JsonWriterSettings CANONICAL =
            JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();

    /** Generations of projections and what names them; which log a database belongs to; a restore that is under way. */
    private static final Pattern FOLLOWS_FROM_THE_LOG =
            Pattern.compile("projections|log|%s|system\\..*|.+\\.g\\d+(\\..+)?".formatted(DatabaseLoad.MARKER));

    private static final int SNAPSHOT_UNAVAILABLE = 246;
    private static final int SNAPSHOT_TOO_OLD = 239;
    private static final int ATTEMPTS = 20;

    private final MongoClient client;
    private final BackupFolder folder;
    private final Consumer<String> progress;

    DatabaseDump(MongoClient client, BackupFolder folder, Consumer<String> progress) {
        this.client = client;
        this.folder = folder;
        this.progress = progress;
    }

    /** @param directory within the backup; new for each run */
    CopiedDatabase dump(String database, String directory) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try (var session = client.startSession(
                    ClientSessionOptions.builder().snapshot(true).build())) {
                return dump(client.getDatabase(database), directory, session);
            } catch (MongoCommandException failed) {
                // a collection that was made a moment ago is in no snapshot yet
                if (failed.getErrorCode() == SNAPSHOT_UNAVAILABLE && attempt < ATTEMPTS) {
                    Thread.sleep(200);
                } else if (failed.getErrorCode() == SNAPSHOT_TOO_OLD) {
                    throw new IOException(
                            "database %s takes longer to copy than MongoDB keeps a snapshot: raise minSnapshotHistoryWindowInSeconds (now usually 300) with setParameter and run the backup again"
                                    .formatted(database),
                            failed);
                } else {
                    throw failed;
                }
            }
        }
    }

    private CopiedDatabase dump(MongoDatabase database, String directory, ClientSession session) throws IOException {
        var copied = new ArrayList<CopiedCollection>();
        for (var description : collections(database)) {
            copied.add(dump(database, description, directory, session));
        }
        return new CopiedDatabase(copied);
    }

    static List<Document> collections(MongoDatabase database) {
        var found = new ArrayList<Document>();
        for (var description : database.listCollections()) {
            if ("collection".equals(description.getString("type"))
                    && !FOLLOWS_FROM_THE_LOG
                            .matcher(description.getString("name"))
                            .matches()) {
                found.add(description);
            }
        }
        found.sort((one, other) -> one.getString("name").compareTo(other.getString("name")));
        return found;
    }

    private CopiedCollection dump(MongoDatabase database, Document description, String directory, ClientSession session)
            throws IOException {
        var name = description.getString("name");
        var collection = database.getCollection(name, RawBsonDocument.class);
        var path = "%s/%s/%s.ndjson.gz".formatted(directory, database.getName(), name);
        try (var file = new LineFile(folder.file(path + BackupFolder.UNFINISHED))) {
            for (var document : collection.find(session)) {
                file.add(document.toJson(CANONICAL));
                if (file.count() % 10_000 == 0) {
                    progress.accept(String.format(
                            Locale.ROOT, "%s.%s: %,d documents copied", database.getName(), name, file.count()));
                }
            }
            var indexes = new ArrayList<String>();
            collection.listIndexes(BsonDocument.class).forEach(index -> indexes.add(index.toJson(CANONICAL)));
            var options = description.get("options", new Document()).toJson(CANONICAL);
            return new CopiedCollection(name, file.count(), options, indexes, file.finish(folder, path));
        }
    }
}
