package dev.engram.gateway.adapter.mongo;

import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoDatabase;
import dev.engram.events.LearnerId;
import dev.engram.gateway.application.erasure.IdentityStore;
import dev.engram.gateway.domain.ErasureRequest.Removed;
import dev.engram.runtime.erasure.GatewayErasure;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** People in the gateway's database, where {@link GatewayErasure} knows that they stand. */
@Singleton
public final class MongoIdentityStore implements IdentityStore {
    private static final int MOST_SHOWN = 1_000;
    private static final Set<String> IDENTIFIED = Set.of("accounts", "cohorts");
    private static final Pattern SECRET = Pattern.compile("(?i)hash|digest|secret|token|key|salt|current|previous");

    private final MongoDatabase database;
    private final GatewayErasure erasure;

    public MongoIdentityStore(@Named("http-database") MongoDatabase database) {
        // local: what was written a moment ago is seen, too
        this.database = database.withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .withReadConcern(ReadConcern.LOCAL);
        this.erasure = new GatewayErasure(this.database);
    }

    @Override
    public List<Removed> count(LearnerId learner) {
        var removed = new ArrayList<Removed>();
        erasure.documentsOf(learner.value()).forEach((name, filter) -> {
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
        erasure.documentsOf(learner.value()).forEach((name, filter) -> {
            var documents = new ArrayList<Map<String, Object>>();
            database.getCollection(name).find(filter).limit(MOST_SHOWN).forEach(stored -> {
                stored.keySet().removeIf(field -> SECRET.matcher(field).find());
                if (!IDENTIFIED.contains(name)) {
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
        erasure.removeAllButAccount(learner.value());
    }
}
