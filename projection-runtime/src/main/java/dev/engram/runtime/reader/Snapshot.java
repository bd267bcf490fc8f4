package dev.engram.runtime.reader;

import com.mongodb.ClientSessionOptions;
import com.mongodb.MongoCommandException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.engram.projections.Projection;
import dev.engram.runtime.store.Generation;
import dev.engram.runtime.store.GenerationCollections;
import dev.engram.runtime.store.Stored;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.bson.Document;

/**
 * All projections of a database at one moment. The pointers to the live generations are of the same moment as the
 * documents, hence they are read once and need no second look. Used by one thread.
 */
public final class Snapshot {

    private static final ClientSessionOptions OPTIONS =
            ClientSessionOptions.builder().snapshot(true).build();

    /** Error code of MongoDB for a collection that was made, or indexed, after the snapshot: gone in a moment. */
    private static final int SNAPSHOT_UNAVAILABLE = 246;

    private static final int MOST_ATTEMPTS = 20;
    private static final long PAUSE_NANOS = Duration.ofMillis(50).toNanos();

    private final MongoDatabase database;
    private final ClientSession session;
    private final Map<String, Document> pointers = new HashMap<>();

    private Snapshot(MongoDatabase database, ClientSession session) {
        this.database = database;
        this.session = session;
        for (var pointer : GenerationCollections.pointers(database).find(session)) {
            pointers.put(Stored.text(pointer, Stored.ID), pointer);
        }
    }

    /**
     * Asks in a new snapshot, and again where a collection is too new to have one.
     *
     * @param client one that serves requests
     * @param database of {@code client}
     */
    public static <T> T of(MongoClient client, MongoDatabase database, Function<Snapshot, T> question) {
        return inSession(client, session -> question.apply(new Snapshot(database, session)));
    }

    /** As {@link #of}, for readers that need no live generation. */
    public static <T> T inSession(MongoClient client, Function<ClientSession, T> question) {
        for (int left = MOST_ATTEMPTS; ; left--) {
            try (var session = client.startSession(OPTIONS)) {
                return question.apply(session);
            } catch (MongoCommandException refused) {
                if (refused.getErrorCode() != SNAPSHOT_UNAVAILABLE || left == 0) {
                    throw refused;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    ClientSession session() {
        return session;
    }

    /**
     * Tells the documents of the live generation from those of any other, also of one with its number in a database that was made
     * anew: by the id of their collection. To be asked where there is a live generation.
     */
    long identity(Projection<?, ?, ?, ?> projection) {
        var pointer = pointers.getOrDefault(projection.name(), new Document());
        var generation = "g" + pointer.get("generation");
        long identity = generation.hashCode();
        for (var collection :
                pointer.get("collections", new Document()).getList(generation, Document.class, List.of())) {
            if (collection.getString("name").endsWith("." + generation)) {
                var uuid = collection.get("uuid", UUID.class);
                identity += uuid.getMostSignificantBits() ^ uuid.getLeastSignificantBits();
            }
        }
        return identity;
    }

    /** @throws ProjectionNotReadyException if there is no live generation, or one of another fold version or without its documents */
    GenerationCollections live(Projection<?, ?, ?, ?> projection) {
        var pointer = pointers.get(projection.name());
        if (pointer == null) {
            throw new ProjectionNotReadyException(projection.name(), "no generation has been built yet");
        }
        int number = (int) Stored.number(pointer, "generation");
        var damage = pointer.get("damage", Document.class);
        if (damage != null && Generation.DOCUMENTS_LOST.equals(damage.getString("reason"))) {
            throw new ProjectionNotReadyException(
                    projection.name(), "generation %d is damaged: %s".formatted(number, Stored.text(damage, "remedy")));
        }
        long builtBy = Stored.number(pointer, "foldVersion");
        if (builtBy != projection.foldVersion()) {
            throw new ProjectionNotReadyException(
                    projection.name(),
                    "generation %d was built by fold version %d, this program has %d"
                            .formatted(number, builtBy, projection.foldVersion()));
        }
        return GenerationCollections.of(database, projection.name(), number);
    }
}
