package dev.engram.gateway.adapter.mongo;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import dev.engram.events.LearnerId;
import dev.engram.gateway.application.account.PasswordResetStore;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/** Links in {@code password_resets}: {@code {_id: learnerId, digest, passwordDigest, expiresAt}}. */
@Singleton
public final class MongoPasswordResetStore implements PasswordResetStore {
    private final MongoCollection<Document> resets;

    /** Uses {@code database}. */
    public MongoPasswordResetStore(@Named("http-database") MongoDatabase database) {
        this.resets = database.getCollection("password_resets");
    }

    /** Makes the indexes; safe to repeat. */
    public void createIndexes() {
        resets.createIndex(Indexes.ascending("digest"), new IndexOptions().unique(true));
        resets.createIndex(Indexes.ascending("expiresAt"), new IndexOptions().expireAfter(0L, TimeUnit.SECONDS));
    }

    @Override
    public void replace(Link link, String digest) {
        var document = new Document("_id", link.account().value())
                .append("digest", digest)
                .append("passwordDigest", link.password())
                .append("expiresAt", Date.from(link.expiresAt()));
        resets.replaceOne(Filters.eq(link.account().value()), document, new ReplaceOptions().upsert(true));
    }

    @Override
    public Optional<Link> find(String digest, Instant now) {
        return Optional.ofNullable(
                        resets.find(Filters.and(Filters.eq("digest", digest), Filters.gt("expiresAt", Date.from(now))))
                                .first())
                .map(document -> new Link(
                        new LearnerId(document.get("_id", UUID.class)),
                        document.get("passwordDigest", ""),
                        document.getDate("expiresAt").toInstant()));
    }

    @Override
    public void delete(LearnerId account) {
        resets.deleteOne(Filters.eq(account.value()));
    }
}
