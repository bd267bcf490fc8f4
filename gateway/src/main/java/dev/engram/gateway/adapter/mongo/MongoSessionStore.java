package dev.engram.gateway.adapter.mongo;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import dev.engram.events.LearnerId;
import dev.engram.gateway.application.session.SessionStore;
import dev.engram.gateway.domain.Scope;
import dev.engram.gateway.domain.Session;
import dev.engram.gateway.domain.Session.Kind;
import dev.engram.gateway.domain.Session.Rotation;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Sessions in the collection {@code sessions}, what was revoked in {@code revocations}; MongoDB deletes both when they end. */
@Singleton
public final class MongoSessionStore implements SessionStore {
    /** Of one person, of each list; more than the limits let anybody have. */
    private static final int MOST = 1_000;

    private final MongoCollection<Document> sessions;
    private final MongoCollection<Document> revocations;

    public MongoSessionStore(@Named("http-database") MongoDatabase database) {
        this.sessions = database.getCollection("sessions");
        this.revocations = database.getCollection("revocations");
    }

    /** Makes the indexes; safe to repeat. */
    public void createIndexes() {
        var whenItEnds = new IndexOptions().expireAfter(0L, TimeUnit.SECONDS);
        sessions.createIndex(Indexes.ascending("key"), new IndexOptions().unique(true));
        sessions.createIndex(Indexes.ascending("learnerId"));
        sessions.createIndex(Indexes.ascending("expiresAt"), whenItEnds);
        revocations.createIndex(Indexes.ascending("until"), whenItEnds);
    }

    @Override
    public void create(Session session) {
        sessions.insertOne(document(session));
    }

    @Override
    public Optional<Session> find(String key, Instant now) {
        var found = sessions.find(Filters.and(Filters.eq("key", key), Filters.gt("expiresAt", Date.from(now))));
        return Optional.ofNullable(found.first()).map(MongoSessionStore::session);
    }

    @Override
    public List<Session> of(LearnerId learner, Instant now) {
        return sessions.find(
                        Filters.and(Filters.eq("learnerId", learner.value()), Filters.gt("expiresAt", Date.from(now))))
                .sort(Sorts.descending("usedAt", "createdAt", "_id"))
                .limit(MOST)
                .map(MongoSessionStore::session)
                .into(new ArrayList<>());
    }

    @Override
    public boolean replace(Session before, Session next) {
        var rotation = before.secret();
        var same = Filters.and(
                Filters.eq(before.id()), Filters.eq("current", rotation == null ? null : rotation.current()));
        return sessions.replaceOne(same, document(next)).getMatchedCount() == 1;
    }

    @Override
    public boolean delete(LearnerId learner, UUID session) {
        return sessions.deleteOne(Filters.and(Filters.eq(session), Filters.eq("learnerId", learner.value())))
                        .getDeletedCount()
                == 1;
    }

    @Override
    public void revoke(Revocation revocation) {
        var document = new Document("_id", revocation.subject())
                .append("signOuts", revocation.signOuts())
                .append("until", Date.from(revocation.until()));
        revocations.replaceOne(Filters.eq(revocation.subject()), document, new ReplaceOptions().upsert(true));
    }

    @Override
    public List<Revocation> revocations(Instant now) {
        return revocations
                .find(Filters.gt("until", Date.from(now)))
                .map(document ->
                        new Revocation(document.getString("_id"), signOuts(document), instant(document, "until")))
                .into(new ArrayList<>());
    }

    private static Document document(Session session) {
        var document = new Document("_id", session.id())
                .append("learnerId", session.learnerId().value())
                .append("kind", session.kind().name())
                .append("label", session.label())
                .append("scopes", session.scopes().stream().map(Scope::text).toList())
                .append("createdAt", Date.from(session.createdAt()))
                .append("usedAt", Date.from(session.usedAt()))
                .append("expiresAt", Date.from(session.expiresAt()))
                .append("endsAt", Date.from(session.endsAt()))
                .append("signOuts", session.signOuts())
                .append("key", session.key());
        var rotation = session.secret();
        return rotation == null
                ? document
                : document.append("current", rotation.current())
                        .append("previous", rotation.previous())
                        .append("salt", rotation.salt())
                        .append("rotatedAt", Date.from(rotation.rotatedAt()));
    }

    private static Session session(Document document) {
        return new Session(
                document.get("_id", UUID.class),
                new LearnerId(document.get("learnerId", UUID.class)),
                Kind.valueOf(document.getString("kind")),
                document.getString("label"),
                document.getList("scopes", String.class).stream()
                        .map(Scope::ofText)
                        .flatMap(Optional::stream)
                        .collect(Collectors.toUnmodifiableSet()),
                instant(document, "createdAt"),
                instant(document, "usedAt"),
                instant(document, "expiresAt"),
                instant(document, "endsAt"),
                signOuts(document),
                document.getString("key"),
                rotation(document));
    }

    private static @Nullable Rotation rotation(Document document) {
        var current = document.getString("current");
        return current == null
                ? null
                : new Rotation(
                        current,
                        document.getString("previous"),
                        document.getString("salt"),
                        instant(document, "rotatedAt"));
    }

    /** Documents of earlier releases have none. */
    private static long signOuts(Document document) {
        var signOuts = document.getLong("signOuts");
        return signOuts == null ? 0 : signOuts;
    }

    private static Instant instant(Document document, String field) {
        return document.getDate(field).toInstant();
    }
}
