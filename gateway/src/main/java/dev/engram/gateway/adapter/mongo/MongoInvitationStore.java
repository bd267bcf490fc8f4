package dev.engram.gateway.adapter.mongo;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import dev.engram.events.LearnerId;
import dev.engram.gateway.application.account.InvitationStore;
import dev.engram.gateway.domain.Invitation;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Invitations in {@code invitations}: {@code {_id, digest, roles, email, createdBy, learnerId, createdAt, expiresAt}}. */
@Singleton
public final class MongoInvitationStore implements InvitationStore {
    private final MongoCollection<Document> invitations;

    /** Uses {@code database}. */
    public MongoInvitationStore(@Named("http-database") MongoDatabase database) {
        this.invitations = database.getCollection("invitations");
    }

    /** Makes the indexes; safe to repeat. */
    public void createIndexes() {
        invitations.createIndex(Indexes.ascending("digest"), new IndexOptions().unique(true));
        invitations.createIndex(Indexes.ascending("createdBy"));
        invitations.createIndex(Indexes.ascending("learnerId"));
        invitations.createIndex(Indexes.ascending("expiresAt"), new IndexOptions().expireAfter(0L, TimeUnit.SECONDS));
    }

    @Override
    public void create(Invitation invitation, String digest) {
        invitations.insertOne(new Document("_id", invitation.id())
                .append("digest", digest)
                .append("roles", List.copyOf(invitation.roles()))
                .append("email", invitation.email())
                .append("createdBy", invitation.createdBy().value())
                .append("learnerId", invitation.pseudonym().value())
                .append("createdAt", Date.from(invitation.createdAt()))
                .append("expiresAt", Date.from(invitation.expiresAt())));
    }

    private static Bson open(Instant now) {
        return Filters.gt("expiresAt", Date.from(now));
    }

    @Override
    public List<Invitation> list(@Nullable UUID after, int limit, Instant now) {
        return invitations
                .find(after == null ? open(now) : Filters.and(open(now), Filters.gt("_id", after)))
                .sort(Sorts.ascending("_id"))
                .limit(limit)
                .map(MongoInvitationStore::invitation)
                .into(new ArrayList<>());
    }

    @Override
    public long count(Instant now) {
        return invitations.countDocuments(open(now));
    }

    @Override
    public Optional<Invitation> find(String digest, Instant now) {
        return Optional.ofNullable(invitations
                        .find(Filters.and(Filters.eq("digest", digest), open(now)))
                        .first())
                .map(MongoInvitationStore::invitation);
    }

    @Override
    public boolean delete(UUID id) {
        return invitations.deleteOne(Filters.eq(id)).getDeletedCount() == 1;
    }

    private static Invitation invitation(Document document) {
        return new Invitation(
                document.get("_id", UUID.class),
                new HashSet<>(document.getList("roles", String.class)),
                document.getString("email"),
                new LearnerId(document.get("createdBy", UUID.class)),
                new LearnerId(document.get("learnerId", UUID.class)),
                document.getDate("createdAt").toInstant(),
                document.getDate("expiresAt").toInstant());
    }
}
