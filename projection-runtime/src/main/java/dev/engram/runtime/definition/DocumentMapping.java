package dev.engram.runtime.definition;

import com.mongodb.client.model.IndexModel;
import java.util.List;
import java.util.Set;
import org.bson.Document;

/**
 * How keys, states and contexts stand in MongoDB. The store adds its own fields, which a mapping must neither use nor
 * change: in documents {@code context} (the context key, a string), {@code epoch} (of the context that the figures were
 * derived under), {@code turn} (of the partition, that wrote the document last) and {@code quarantined} (the reason, absent when
 * well); in contexts {@code partition}, {@code epoch}, {@code stale}, {@code turn} and {@code turns} (by changed part).
 *
 * <p>Values are those of the driver's default codecs: String, Integer, Long, Double, Boolean, {@link java.util.Date},
 * {@link java.time.Instant} (read as a Date), enum constants (read as a String), {@link org.bson.types.Binary},
 * {@link java.util.UUID} (standard representation), List and Document.
 */
public interface DocumentMapping<K, S, C> {

    /** Value of {@code _id}: a string, a number, a UUID, or a Document whose fields always stand in the same order. */
    Object id(K key);

    /** Inverse of {@link #id}, from a stored document. */
    K key(Document stored);

    /** All fields of a document that does not exist yet, without {@code _id}. */
    Document insert(K key, S state);

    /**
     * Update operators that turn the stored {@code before} into {@code after}, such as
     * {@code {$push: {history: {$each: […]}}, $set: {…}}}: what changed, not the whole document.
     *
     * @return empty where the two are stored alike
     */
    Document update(K key, S before, S after);

    /** The state that {@link #insert} and {@link #update} stored. */
    S state(K key, Document stored);

    /** All fields of a context, without {@code _id}, which is the context key. Contexts are small and stored whole. */
    Document insertContext(C context);

    C context(Document stored);

    /**
     * Names of the parts in which a context differs from what it was. The store keeps the turn in which each changed last, for those
     * who ask what has changed since. By default a context has no parts.
     */
    default Set<String> changedParts(C before, C after) {
        return Set.of();
    }

    /** Indexes of the documents for those who read them. The store has its own on {@code {context, epoch}}. */
    default List<IndexModel> indexes() {
        return List.of();
    }

    /** Indexes of the contexts for those who read them. */
    default List<IndexModel> contextIndexes() {
        return List.of();
    }
}
