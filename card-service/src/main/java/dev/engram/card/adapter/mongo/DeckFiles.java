package dev.engram.card.adapter.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Sorts.descending;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.ReplaceOptions;
import dev.engram.card.application.CommitStore.FileChange;
import dev.engram.card.application.DeckFile;
import dev.engram.events.DeckId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/** Imported files, compressed: {@code {_id: {deckId, version}, digest, authors, text}}. */
final class DeckFiles {

    private static final String VERSION = "_id.version";

    private final MongoCollection<Document> files;

    DeckFiles(MongoCollection<Document> files) {
        this.files = files;
    }

    Optional<DeckFile> file(DeckId deckId, int newer) {
        return Optional.ofNullable(files.find(of(deckId))
                        .sort(descending(VERSION))
                        .skip(newer)
                        .first())
                .map(DeckFiles::file);
    }

    void change(ClientSession session, DeckId deckId, FileChange change) {
        switch (change) {
            case FileChange.None _ -> {}
            case FileChange.Keep(var file) -> keep(session, deckId, file);
            case FileChange.Forget(long version) -> files.deleteOne(session, eq("_id", id(deckId, version)));
        }
    }

    /** The same file again is not one more. */
    private void keep(ClientSession session, DeckId deckId, DeckFile file) {
        var newest = newest(session, deckId, 0);
        var digest = file.digest().value();
        var authors = file.authors().stream().sorted().toList();
        if (newest != null
                && digest.equals(newest.get("digest", UUID.class))
                && authors.equals(newest.getList("authors", String.class))) {
            return;
        }
        var id = id(deckId, file.version());
        var document = new Document("_id", id)
                .append("digest", digest)
                .append("authors", authors)
                .append("text", new Binary(compressed(file.text())));
        files.replaceOne(session, eq("_id", id), document, new ReplaceOptions().upsert(true));
        var oldestKept = newest(session, deckId, DeckFile.KEPT - 1);
        if (oldestKept != null) {
            long version = oldestKept.get("_id", Document.class).getLong("version");
            files.deleteMany(session, and(of(deckId), lt(VERSION, version)));
        }
    }

    private @Nullable Document newest(ClientSession session, DeckId deckId, int skip) {
        return files.find(session, of(deckId))
                .projection(include("digest", "authors"))
                .sort(descending(VERSION))
                .skip(skip)
                .first();
    }

    private static Bson of(DeckId deckId) {
        return eq("_id.deckId", deckId.value());
    }

    private static Document id(DeckId deckId, long version) {
        return new Document("deckId", deckId.value()).append("version", version);
    }

    private static DeckFile file(Document stored) {
        return new DeckFile(
                stored.get("_id", Document.class).getLong("version"),
                plain(stored.get("text", Binary.class).getData()),
                new HashSet<>(stored.getList("authors", String.class)));
    }

    private static byte[] compressed(byte[] text) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static byte[] plain(byte[] compressed) {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            return gzip.readAllBytes();
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
