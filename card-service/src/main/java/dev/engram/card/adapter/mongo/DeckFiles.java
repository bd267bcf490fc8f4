package dev.engram.card.adapter.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Sorts.descending;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import dev.engram.card.application.CommitStore.Cause;
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

/**
 * Imported files, compressed: {@code {_id: {deckId, version}, before, digest, authors, text}}. The version in the id is a
 * running number; {@code before} is the deck's version before the import, which earlier releases had in the id.
 */
final class DeckFiles {

    private static final String NUMBER = "_id.version";

    private final MongoCollection<Document> files;

    DeckFiles(MongoCollection<Document> files) {
        this.files = files;
    }

    Optional<DeckFile> file(DeckId deckId, int newer) {
        return Optional.ofNullable(files.find(of(deckId))
                        .sort(descending(NUMBER))
                        .skip(newer)
                        .first())
                .map(DeckFiles::file);
    }

    void change(ClientSession session, DeckId deckId, Cause cause) {
        switch (cause) {
            case Cause.Edit _ -> {}
            case Cause.Import imported -> keep(session, deckId, imported.file());
            case Cause.Undo undo -> {
                if (undo.forgotten() != null) {
                    forget(session, deckId, undo.forgotten());
                }
            }
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
        var id = new Document("deckId", deckId.value()).append("version", newest == null ? 1L : number(newest) + 1);
        var document = new Document("_id", id)
                .append("before", file.version())
                .append("digest", digest)
                .append("authors", authors)
                .append("text", new Binary(compressed(file.text())));
        files.insertOne(session, document);
        var oldestKept = newest(session, deckId, DeckFile.KEPT - 1);
        if (oldestKept != null) {
            files.deleteMany(session, and(of(deckId), lt(NUMBER, number(oldestKept))));
        }
    }

    /** The newest of those that were imported at this version: one that changed nothing may be older. */
    private void forget(ClientSession session, DeckId deckId, long version) {
        for (int newer = 0; newer < DeckFile.KEPT; newer++) {
            var file = newest(session, deckId, newer);
            if (file != null && before(file) == version) {
                files.deleteOne(session, eq("_id", file.get("_id")));
                return;
            }
        }
    }

    private @Nullable Document newest(ClientSession session, DeckId deckId, int skip) {
        return files.find(session, of(deckId))
                .projection(include("before", "digest", "authors"))
                .sort(descending(NUMBER))
                .skip(skip)
                .first();
    }

    private static Bson of(DeckId deckId) {
        return eq("_id.deckId", deckId.value());
    }

    private static long number(Document stored) {
        return stored.get("_id", Document.class).getLong("version");
    }

    private static long before(Document stored) {
        var before = stored.getLong("before");
        return before == null ? number(stored) : before;
    }

    private static DeckFile file(Document stored) {
        return new DeckFile(
                before(stored),
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
