package dev.engram.gateway.adapter.mongo;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import dev.engram.events.EventId;
import dev.engram.events.LearnerId;
import dev.engram.gateway.application.erasure.ErasureStore;
import dev.engram.gateway.domain.ErasureRequest;
import dev.engram.gateway.domain.ErasureRequest.Removed;
import dev.engram.gateway.domain.ErasureRequest.Step;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Erasures in the collection {@code erasures}: {@code {_id, secretDigest, step, hash, requestedAt, removedAt, completedAt,
 * removed, decks}},
 * and {@code learnerId} and {@code eventId} until they are done.
 */
@Singleton
public final class MongoErasureStore implements ErasureStore {
    private static final String LEARNER = "learnerId";

    private final MongoCollection<Document> erasures;

    public MongoErasureStore(@Named("http-database") MongoDatabase database) {
        this.erasures = database.withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .getCollection("erasures");
    }

    /** Makes the indexes, one of them for what is pending only; safe to repeat. */
    public void createIndexes() {
        erasures.createIndex(Indexes.ascending("hash"), new IndexOptions().unique(true));
        erasures.createIndex(Indexes.ascending("secretDigest"));
        erasures.createIndex(
                Indexes.ascending("requestedAt"),
                new IndexOptions().name("pending").partialFilterExpression(Filters.exists(LEARNER)));
    }

    @Override
    public boolean create(ErasureRequest request) {
        try {
            erasures.insertOne(document(request));
            return true;
        } catch (MongoWriteException failure) {
            if (ErrorCategory.fromErrorCode(failure.getCode()) == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw failure;
        }
    }

    @Override
    public boolean save(ErasureRequest before, ErasureRequest next) {
        // of two gateways the slower one must not take back what the other has done
        return erasures.replaceOne(at(before.step(), before), document(next)).getMatchedCount() == 1;
    }

    @Override
    public void withdraw(ErasureRequest request) {
        var _ = erasures.deleteOne(at(Step.DISABLE, request));
    }

    private static Bson at(Step step, ErasureRequest request) {
        return Filters.and(Filters.eq(request.id()), Filters.eq("step", step.name()));
    }

    @Override
    public Optional<ErasureRequest> find(String secretDigest) {
        return Optional.ofNullable(
                        erasures.find(Filters.eq("secretDigest", secretDigest)).first())
                .map(MongoErasureStore::request);
    }

    @Override
    public boolean has(String hash) {
        return erasures.find(Filters.eq("hash", hash)).first() != null;
    }

    @Override
    public List<ErasureRequest> pending() {
        return erasures.find(Filters.exists(LEARNER))
                .sort(Sorts.ascending("requestedAt"))
                .map(MongoErasureStore::request)
                .into(new ArrayList<>());
    }

    private static Document document(ErasureRequest request) {
        var document = new Document("_id", request.id())
                .append("secretDigest", request.secretDigest())
                .append("step", request.step().name())
                .append("hash", request.hash())
                .append("requestedAt", Date.from(request.requestedAt()))
                .append(
                        "removed",
                        request.removed().stream()
                                .map(removed -> new Document("store", removed.store())
                                        .append("collection", removed.collection())
                                        .append("kind", removed.kind())
                                        .append("count", removed.count()))
                                .toList());
        var learner = request.learner();
        var event = request.event();
        if (learner != null && event != null) {
            document.append(LEARNER, learner.value()).append("eventId", event.value());
        }
        var removedAt = request.removedAt();
        if (removedAt != null) {
            document.append("removedAt", Date.from(removedAt)).append("decks", request.decks());
        }
        var completedAt = request.completedAt();
        if (completedAt != null) {
            document.append("completedAt", Date.from(completedAt)).append("decks", request.decks());
        }
        return document;
    }

    private static ErasureRequest request(Document stored) {
        var learner = stored.get(LEARNER, UUID.class);
        var event = stored.get("eventId", UUID.class);
        var removedAt = stored.getDate("removedAt");
        var completedAt = stored.getDate("completedAt");
        return new ErasureRequest(
                stored.get("_id", UUID.class),
                stored.getString("secretDigest"),
                Step.valueOf(stored.getString("step")),
                learner == null ? null : new LearnerId(learner),
                event == null ? null : new EventId(event),
                stored.getString("hash"),
                stored.getDate("requestedAt").toInstant(),
                removedAt == null ? null : removedAt.toInstant(),
                completedAt == null ? null : completedAt.toInstant(),
                stored.getList("removed", Document.class).stream()
                        .map(removed -> new Removed(
                                removed.getString("store"),
                                removed.getString("collection"),
                                removed.getString("kind"),
                                removed.getLong("count")))
                        .toList(),
                stored.getLong("decks"));
    }
}
