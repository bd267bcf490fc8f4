package dev.engram.gateway.adapter.mongo;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.engram.events.LearnerId;
import dev.engram.gateway.application.erasure.IdentityStore;
import dev.engram.gateway.domain.ErasureRequest.Removed;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * People in the gateway's database: in whatever collection a document names them. Entries of the audit trail stay, without saying
 * who it was.
 */
@Singleton
public final class MongoIdentityStore implements IdentityStore {
    private static final String AUDIT_TRAIL = "audit_trail";
    private static final Set<String> OTHERS = Set.of(MongoErasureStore.COLLECTION, AUDIT_TRAIL);
    private static final List<String> NAMING = List.of("learnerId", "_id", "createdBy");
    private static final int MOST_SHOWN = 1_000;
    private static final Pattern SECRET = Pattern.compile("(?i)hash|digest|secret|token|key|salt|current|previous");

    private final MongoDatabase database;

    public MongoIdentityStore(@Named("http-database") MongoDatabase database) {
        this.database = database.withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    }

    @Override
    public List<Removed> count(LearnerId learner) {
        var removed = new ArrayList<Removed>();
        of(learner).forEach((name, filter) -> {
            long documents = database.getCollection(name).countDocuments(filter);
            if (documents > 0) {
                removed.add(new Removed("gateway", name, "documents", documents));
            }
        });
        return removed;
    }

    @Override
    public Map<String, List<Map<String, Object>>> show(LearnerId learner) {
        var shown = new TreeMap<String, List<Map<String, Object>>>();
        of(learner).forEach((name, filter) -> {
            var documents = new ArrayList<Map<String, Object>>();
            database.getCollection(name).find(filter).limit(MOST_SHOWN).forEach(stored -> {
                stored.keySet().removeIf(field -> SECRET.matcher(field).find());
                if (!name.equals("accounts")) {
                    stored.remove("_id"); // that of a session is what is kept of its secret
                }
                documents.add(stored);
            });
            if (!documents.isEmpty()) {
                shown.put(name, documents);
            }
        });
        return shown;
    }

    @Override
    public void remove(LearnerId learner) {
        var entries = database.getCollection(AUDIT_TRAIL);
        forgetIn(entries, "actor", learner);
        forgetIn(entries, "subject", learner);
        of(learner).forEach((name, filter) -> database.getCollection(name).deleteMany(filter));
    }

    /** By collection what is of the person. */
    private Map<String, Bson> of(LearnerId learner) {
        var filters = new TreeMap<String, Bson>();
        for (var name : database.listCollectionNames()) {
            if (!OTHERS.contains(name)) {
                var named = NAMING.stream().map(field -> Filters.eq(field, learner.value()));
                filters.put(name, Filters.or(named.toList()));
            }
        }
        return filters;
    }

    private void forgetIn(MongoCollection<Document> entries, String field, LearnerId learner) {
        var ofPerson = Filters.eq(field, learner.value());
        var ids = entries.find(ofPerson)
                .map(entry -> entry.get("_id", UUID.class))
                .into(new ArrayList<>());
        var _ = database.getCollection(AUDIT_TRAIL + "_addresses").deleteMany(Filters.in("_id", ids));
        var _ = entries.updateMany(ofPerson, Updates.set(field, null));
    }
}
