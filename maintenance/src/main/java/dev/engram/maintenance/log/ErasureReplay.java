package dev.engram.maintenance.log;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.engram.events.ClientId;
import dev.engram.events.EventId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerErased;
import dev.engram.events.LearnerId;
import dev.engram.events.Stamp;
import dev.engram.events.codec.LearnerEvents;
import dev.engram.maintenance.cluster.Installation;
import dev.engram.maintenance.cluster.LogTopic;
import dev.engram.maintenance.cluster.RecordReader;
import dev.engram.maintenance.cluster.RecordWriter;
import dev.engram.projections.ContextHash;
import dev.engram.runtime.erasure.DeckErasure;
import dev.engram.runtime.erasure.GatewayErasure;
import dev.engram.runtime.store.GenerationCollections;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Erases again people whom the installation has erased, where the log does not say so: it is an older copy, or has lost the
 * event. They are known by the hash of their id. Repeated, it does nothing.
 */
public final class ErasureReplay {

    private static final String ERASURES = "erasures";
    private static final Pattern MARKS = Pattern.compile("(schedule|learner-cards)\\.g\\d+\\.erased");
    private static final ClientId SERVER = new ClientId("server");

    private final MongoClient client;
    private final Installation installation;
    private final InstantSource clock;

    /** @param client of the databases of {@code installation} */
    public ErasureReplay(MongoClient client, Installation installation, InstantSource clock) {
        this.client = client;
        this.installation = installation;
        this.clock = clock;
    }

    /** Hashes of all people whom the gateway or a projection knows as erased. */
    public Set<String> known() {
        var hashes = new HashSet<String>();
        for (var erasure : gateway().getCollection(ERASURES).find()) {
            hashes.add(String.valueOf(erasure.getString("hash")));
        }
        for (var name : List.of(
                installation.databases().review(), installation.databases().analytics())) {
            var database = database(name);
            for (var collection : database.listCollectionNames()) {
                if (MARKS.matcher(collection).matches()) {
                    database.getCollection(collection).find().forEach(mark -> hashes.add(mark.getString("_id")));
                }
            }
        }
        return hashes;
    }

    /**
     * Removes them from the databases of gateway and card-service, and appends the event for those of whom the log has others.
     * Cut off anywhere, it is run again.
     *
     * @param writer absent: only count
     * @return how many events were lacking
     * @throws IOException if the broker does not answer
     * @throws MongoException if the database does not
     */
    public long run(Set<String> hashes, LogTopic reviews, @Nullable RecordWriter writer) throws IOException {
        if (hashes.isEmpty()) {
            return 0;
        }
        if (writer != null) {
            remove(hashes);
            remember(hashes);
        }
        var lacking = lacking(hashes, reviews);
        if (writer != null) {
            for (var learner : lacking) {
                var now = clock.instant();
                var stamp =
                        new Stamp(new EventId(Ids.v7()), LearnerId.parse(learner), now, ZoneOffset.UTC, SERVER, 0, now);
                writer.append(reviews.name(), LearnerEvents.codec().encode(new LearnerErased(stamp)));
            }
            writer.flush();
        }
        return lacking.size();
    }

    /** Those of whom the log has events, but not that they are erased. */
    private Set<String> lacking(Set<String> hashes, LogTopic reviews) throws IOException {
        var isErased = new HashMap<String, Boolean>();
        var erasedInLog = new HashSet<String>();
        try (var reader = new RecordReader(installation.kafka())) {
            for (int partition = 0; partition < reviews.definition().partitions(); partition++) {
                reader.read(reviews.name(), partition, reviews.begin(partition), reviews.end(partition), origin -> {
                    if (origin.key() == null) {
                        return;
                    }
                    var key = new String(origin.key(), StandardCharsets.UTF_8);
                    if (isErased.computeIfAbsent(key, asked -> hashes.contains(ContextHash.of(asked)))
                            && LearnerLog.event(origin.key(), origin.headers(), origin.value())
                                    instanceof LearnerErased) {
                        erasedInLog.add(key);
                    }
                });
            }
        }
        isErased.values().removeIf(erased -> !erased);
        isErased.keySet().removeAll(erasedInLog);
        return isErased.keySet();
    }

    private void remove(Set<String> hashes) {
        Predicate<UUID> isErased = person -> hashes.contains(ContextHash.of(person.toString()));
        var accounts = new GatewayErasure(gateway());
        accounts.find(isErased).forEach(accounts::remove);
        var decks = new DeckErasure(database(installation.databases().cards()));
        decks.find(isErased).forEach(decks::remove);
    }

    /** So that the next copy of the installation knows them too. */
    private void remember(Set<String> hashes) {
        var erasures = gateway().getCollection(ERASURES);
        for (var hash : hashes) {
            if (erasures.find(eq("hash", hash)).first() == null) {
                var now = Date.from(clock.instant());
                erasures.insertOne(new Document(Map.of(
                        "_id",
                        UUID.randomUUID(),
                        "secretDigest",
                        "",
                        "step",
                        "DONE",
                        "hash",
                        hash,
                        "requestedAt",
                        now,
                        "completedAt",
                        now,
                        "removed",
                        List.of(),
                        "decks",
                        0L)));
            }
        }
    }

    private MongoDatabase gateway() {
        return database(installation.databases().gateway());
    }

    private MongoDatabase database(String name) {
        return GenerationCollections.of(client.getDatabase(name), "any", 1).database();
    }
}
