package dev.engram.gateway.adapter.mongo;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import dev.engram.events.Ids;
import dev.engram.events.LearnerId;
import dev.engram.gateway.application.AuditTrail;
import dev.engram.gateway.domain.AuditAction;
import dev.engram.gateway.domain.AuditEntry;
import dev.engram.gateway.domain.AuditEntry.Outcome;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * The audit trail in the collections {@code audit_trail}: {@code {_id: UUID v7, at, action, outcome, actor, subject, details}},
 * and {@code audit_trail_addresses}: {@code {_id, at, address}}, which MongoDB deletes sooner. There is no code that changes an
 * entry; the database user of the gateway could.
 */
@Singleton
public final class MongoAuditTrail implements AuditTrail {
    /** Of entries: 24 months. */
    static final long ENTRY_DAYS = 730;
    /** Of addresses. */
    static final long ADDRESS_DAYS = 14;

    private final MongoCollection<Document> entries;
    private final MongoCollection<Document> addresses;

    /** Uses {@code database}. */
    public MongoAuditTrail(@Named("http-database") MongoDatabase database) {
        this.entries = database.getCollection("audit_trail");
        this.addresses = database.getCollection("audit_trail_addresses");
    }

    /** Makes the indexes, which delete what is old and find a person who is to be forgotten; safe to repeat. */
    public void createIndexes() {
        entries.createIndex(Indexes.ascending("at"), new IndexOptions().expireAfter(ENTRY_DAYS, TimeUnit.DAYS));
        entries.createIndex(Indexes.ascending("actor"));
        entries.createIndex(Indexes.ascending("subject"));
        addresses.createIndex(Indexes.ascending("at"), new IndexOptions().expireAfter(ADDRESS_DAYS, TimeUnit.DAYS));
    }

    @Override
    public void append(AuditEntry entry) {
        var id = Ids.v7();
        var at = Date.from(entry.at());
        if (entry.address() != null) {
            addresses.insertOne(new Document("_id", id).append("at", at).append("address", entry.address()));
        }
        entries.insertOne(new Document("_id", id)
                .append("at", at)
                .append("action", entry.action().slug())
                .append("outcome", entry.outcome().name())
                .append("actor", value(entry.actor()))
                .append("subject", value(entry.subject()))
                .append("details", new Document(new HashMap<String, Object>(entry.details()))));
    }

    private static @Nullable UUID value(@Nullable LearnerId learner) {
        return learner == null ? null : learner.value();
    }

    @Override
    public List<Kept> newest(@Nullable String before, int limit) {
        var filter = before == null ? Filters.empty() : Filters.lt("_id", UUID.fromString(before));
        var found =
                entries.find(filter).sort(Sorts.descending("_id")).limit(limit).into(new ArrayList<>());
        var known = new HashMap<UUID, String>();
        var ids =
                found.stream().map(document -> document.get("_id", UUID.class)).toList();
        addresses
                .find(Filters.in("_id", ids))
                .forEach(document -> known.put(document.get("_id", UUID.class), document.getString("address")));
        return found.stream().map(document -> kept(document, known)).toList();
    }

    private static Kept kept(Document document, Map<UUID, String> addresses) {
        var id = document.get("_id", UUID.class);
        var details = new HashMap<String, String>();
        document.get("details", Document.class).forEach((name, value) -> details.put(name, String.valueOf(value)));
        return new Kept(
                id.toString(),
                new AuditEntry(
                        instant(document.getDate("at")),
                        AuditAction.ofSlug(document.getString("action")),
                        Outcome.valueOf(document.getString("outcome")),
                        learner(document, "actor"),
                        learner(document, "subject"),
                        addresses.get(id),
                        details));
    }

    private static Instant instant(Date date) {
        return date.toInstant();
    }

    private static @Nullable LearnerId learner(Document document, String field) {
        var value = document.get(field, UUID.class);
        return value == null ? null : new LearnerId(value);
    }
}
