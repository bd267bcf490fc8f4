package dev.engram.runtime.audit;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.UpdateOptions;
import dev.engram.runtime.store.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * The last audit of each projection of a database, and which process may audit: of several processes one at a time. In the
 * collection {@code audits}. Safe for use by many threads.
 */
public final class AuditRecords {

    private static final String LOCK = "lock";

    /**
     * How the last audit of a projection ended.
     *
     * @param differences found, of which {@code repaired} were repaired; what could not be compared is one that was not
     * @param scheduled by itself; else an operator asked for it
     * @param failure why a later one has no result; absent if none was tried since
     * @param triedAt when the last one ended, with a result or without
     */
    public record LastAudit(
            Instant at,
            int generation,
            long records,
            long differences,
            long repaired,
            boolean scheduled,
            @Nullable String failure,
            Instant triedAt) {

        /** Of an audit that has ended. */
        public static LastAudit of(AuditReport report, Instant at, boolean scheduled) {
            return new LastAudit(
                    at,
                    report.generation(),
                    report.records(),
                    report.differences(),
                    report.repaired(),
                    scheduled,
                    null,
                    at);
        }

        /** Differences that were not repaired. */
        public long left() {
            return Math.max(0, differences - repaired);
        }
    }

    private final MongoCollection<Document> audits;

    public AuditRecords(MongoDatabase database) {
        this.audits = database.withWriteConcern(WriteConcern.MAJORITY).getCollection("audits");
    }

    /**
     * Takes or renews the right to audit.
     *
     * @param owner name of the process, unlike that of any other
     * @param lease how long it is given, unless renewed or returned
     * @return false while another process has it
     */
    public boolean take(String owner, Instant now, Duration lease) {
        var update = new Document("$set", new Document("owner", owner).append("until", Date.from(now.plus(lease))));
        try {
            var outcome = audits.updateOne(
                    and(eq(Stored.ID, LOCK), or(eq("owner", owner), lt("until", Date.from(now)))),
                    update,
                    new UpdateOptions().upsert(true));
            return outcome.getMatchedCount() == 1 || outcome.getUpsertedId() != null;
        } catch (MongoWriteException held) {
            if (ErrorCategory.fromErrorCode(held.getCode()) == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw held;
        }
    }

    /** Returns the right to audit. */
    public void release(String owner) {
        var _ = audits.deleteOne(and(eq(Stored.ID, LOCK), eq("owner", owner)));
    }

    /** Keeps how an audit ended; one without a result beside the last one that had one. */
    public void keep(String projection, LastAudit audit) {
        var result = new Document("at", Date.from(audit.at))
                .append("generation", audit.generation)
                .append("records", audit.records)
                .append("differences", audit.differences)
                .append("repaired", audit.repaired)
                .append("scheduled", audit.scheduled);
        var tried = new Document("failure", audit.failure).append("triedAt", Date.from(audit.triedAt));
        var update = audit.failure == null
                ? new Document("$set", append(result, tried))
                : new Document("$set", tried).append("$setOnInsert", result);
        var _ = audits.updateOne(eq(Stored.ID, projection), update, new UpdateOptions().upsert(true));
    }

    private static Document append(Document fields, Document more) {
        fields.putAll(more);
        return fields;
    }

    /** The last audits, by projection. */
    public Map<String, LastAudit> last() {
        var found = new HashMap<String, LastAudit>();
        for (var stored : audits.find(ne(Stored.ID, LOCK))) {
            found.put(
                    Stored.text(stored, Stored.ID),
                    new LastAudit(
                            stored.getDate("at").toInstant(),
                            (int) Stored.number(stored, "generation"),
                            Stored.number(stored, "records"),
                            Stored.number(stored, "differences"),
                            Stored.number(stored, "repaired"),
                            stored.getBoolean("scheduled", false),
                            stored.getString("failure"),
                            stored.getDate("triedAt").toInstant()));
        }
        return found;
    }
}
