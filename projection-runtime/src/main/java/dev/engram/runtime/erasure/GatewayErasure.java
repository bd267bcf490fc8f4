package dev.engram.runtime.erasure;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.or;
import static java.util.Map.entry;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.bson.conversions.Bson;

/** Where a person stands in the gateway's database. Entries of the audit trail stay, without saying who it was. */
public final class GatewayErasure {

    /** What a restore brings back with the account only: nobody is signed in or invited by a secret of earlier. */
    public static final Set<String> CREDENTIALS = Set.of("sessions", "revocations", "password_resets", "invitations");

    private static final String ACCOUNTS = "accounts";
    private static final String AUDIT_TRAIL = "audit_trail";
    private static final List<String> AUDITED = List.of("actor", "subject");
    private static final String ADDRESSES = "audit_trail_addresses";

    /** By collection the fields that hold a pseudonym; none where no document does, or where an erasure has to go on. */
    private static final Map<String, List<String>> FIELDS = Map.ofEntries(
            entry(ACCOUNTS, List.of("learnerId")),
            entry("sessions", List.of("learnerId")),
            entry("known_devices", List.of("learnerId")),
            entry("password_resets", List.of("_id")),
            entry("unknownNames", List.of("_id")),
            entry("invitations", List.of("createdBy", "learnerId")),
            entry("cohorts", List.of("teacher")),
            entry("cohort_removals", List.of("learnerId", "teacher")),
            entry(AUDIT_TRAIL, AUDITED),
            entry(ADDRESSES, List.of()),
            entry("account_locks", List.of()),
            entry("attempts", List.of()),
            entry("erasures", List.of()),
            entry("revocations", List.of()));

    /** Of a collection that is not named above, such as one of a newer release: searched without an index. */
    private static final List<String> ANY =
            FIELDS.values().stream().flatMap(List::stream).distinct().toList();

    private final MongoDatabase gateway;

    /** @param gateway reads and writes UUIDs as such */
    public GatewayErasure(MongoDatabase gateway) {
        this.gateway = gateway;
    }

    /** The collections of which it is known where they name persons. */
    public static Map<String, List<String>> fields() {
        return FIELDS;
    }

    /** By collection the documents that are removed with a person, the account among them. */
    public Map<String, Bson> documentsOf(UUID learner) {
        var filters = new TreeMap<String, Bson>();
        places().forEach((collection, fields) -> {
            if (!collection.equals(AUDIT_TRAIL)) {
                filters.put(
                        collection,
                        or(fields.stream().map(field -> eq(field, learner)).toList()));
            }
        });
        return filters;
    }

    /** Removes all but the account; harmless where it is gone. */
    public void removeAllButAccount(UUID learner) {
        AUDITED.forEach(field -> forgetIn(field, learner));
        var others = documentsOf(learner);
        others.remove(ACCOUNTS);
        others.forEach((collection, filter) -> gateway.getCollection(collection).deleteMany(filter));
    }

    /** Removes all; the account last, so that a process that is interrupted finds the person when it starts again. */
    public void remove(UUID learner) {
        removeAllButAccount(learner);
        var _ = gateway.getCollection(ACCOUNTS).deleteMany(eq("learnerId", learner));
    }

    /** All persons who stand anywhere here, as {@code wanted}. */
    public Set<UUID> find(Predicate<UUID> wanted) {
        var found = new HashSet<UUID>();
        places().forEach((collection, fields) -> gateway.getCollection(collection)
                .find()
                .projection(Projections.include(fields))
                .forEach(stored -> fields.forEach(field -> {
                    if (stored.get(field) instanceof UUID learner && wanted.test(learner)) {
                        found.add(learner);
                    }
                })));
        return found;
    }

    private Map<String, List<String>> places() {
        var places = new TreeMap<String, List<String>>();
        for (var collection : gateway.listCollectionNames()) {
            var fields = collection.startsWith("system.") ? List.<String>of() : FIELDS.getOrDefault(collection, ANY);
            if (!fields.isEmpty()) {
                places.put(collection, fields);
            }
        }
        return places;
    }

    private void forgetIn(String field, UUID learner) {
        var entries = gateway.getCollection(AUDIT_TRAIL);
        var ids = entries.find(eq(field, learner))
                .projection(Projections.include("_id"))
                .map(entry -> entry.get("_id"))
                .into(new ArrayList<>());
        var _ = gateway.getCollection(ADDRESSES).deleteMany(in("_id", ids));
        var _ = entries.updateMany(eq(field, learner), Updates.set(field, null));
    }
}
