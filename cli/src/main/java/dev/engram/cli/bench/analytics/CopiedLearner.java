package dev.engram.cli.bench.analytics;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.InsertManyOptions;
import dev.engram.events.LearnerId;
import dev.engram.runtime.store.GenerationCollections;
import dev.engram.runtime.store.Stored;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.bson.RawBsonDocument;

/**
 * The documents that the projection has made of one learner, written for others as well: what these would have if they had given the same
 * answers. For classes whose answers would take a quarter of an hour to fold. Indexes other than that of states, which figures of
 * classes are read from, are dropped first: with them it would take as long.
 */
final class CopiedLearner {
    private static final String STATES = "states";
    private static final int AT_ONCE = 5_000;
    private static final InsertManyOptions UNORDERED = new InsertManyOptions().ordered(false);

    private final MongoCollection<RawBsonDocument> documents;
    private final byte[] id;
    private final byte[] text;
    private final List<byte[]> made;

    private CopiedLearner(MongoCollection<RawBsonDocument> documents, LearnerId learner, List<byte[]> made) {
        this.documents = documents;
        this.id = bytes(learner.value());
        this.text = bytes(learner.text());
        this.made = made;
    }

    /** @param learner whose documents are there */
    static CopiedLearner of(GenerationCollections generation, LearnerId learner) {
        var documents = generation.documents().withDocumentClass(RawBsonDocument.class);
        List<byte[]> made = new ArrayList<>();
        for (RawBsonDocument document : documents.find(new Document(Stored.CONTEXT, learner.text()))) {
            made.add(bytes(document));
        }
        return new CopiedLearner(documents, learner, made);
    }

    private static byte[] bytes(RawBsonDocument document) {
        ByteBuffer bytes = document.getByteBuffer().asNIO();
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return copy;
    }

    /** Documents of a learner. */
    int size() {
        return made.size();
    }

    /** Writes the documents of others, who have none. */
    void write(List<LearnerId> others) {
        for (Document index : documents.listIndexes()) {
            String name = index.getString("name");
            if (!name.equals(STATES) && !name.equals("_id_")) {
                documents.dropIndex(name);
            }
        }
        List<RawBsonDocument> batch = new ArrayList<>(AT_ONCE);
        for (LearnerId other : others) {
            byte[] otherId = bytes(other.value());
            byte[] otherText = bytes(other.text());
            for (byte[] document : made) {
                byte[] copy = document.clone();
                replace(copy, id, otherId);
                replace(copy, text, otherText);
                batch.add(new RawBsonDocument(copy));
            }
            if (batch.size() >= AT_ONCE) {
                documents.insertMany(batch, UNORDERED);
                batch.clear();
            }
        }
        if (!batch.isEmpty()) {
            documents.insertMany(batch, UNORDERED);
        }
    }

    /** All occurrences, with as many bytes. */
    static void replace(byte[] in, byte[] old, byte[] by) {
        for (int at = 0; at + old.length <= in.length; at++) {
            int length = 0;
            while (length < old.length && in[at + length] == old[length]) {
                length++;
            }
            if (length == old.length) {
                System.arraycopy(by, 0, in, at, by.length);
                at += length - 1;
            }
        }
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
