package dev.engram.gateway.adapter.mongo;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import dev.engram.gateway.application.AttemptStore;
import dev.engram.gateway.domain.PauseRule;
import dev.engram.gateway.domain.Secret;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Attempts in the collection {@code attempts}: {@code {_id: digest of the key, count, until, counted, expiresAt}}. One update reads,
 * decides and counts.
 */
@Singleton
public final class MongoAttemptStore implements AttemptStore {
    private static final FindOneAndUpdateOptions UPSERT =
            new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER);

    private final MongoCollection<Document> attempts;

    /** Uses {@code database}. */
    public MongoAttemptStore(@Named("http-database") MongoDatabase database) {
        // what is lost with a member of the set is a few seconds of counting; waiting for the disk would slow down
        // every sign-in
        this.attempts = database.getCollection("attempts").withWriteConcern(WriteConcern.W1.withJournal(false));
    }

    /** Makes the index that deletes what is old; safe to repeat. */
    public void createIndexes() {
        attempts.createIndex(Indexes.ascending("expiresAt"), new IndexOptions().expireAfter(0L, TimeUnit.SECONDS));
    }

    @Override
    public Duration count(String key, PauseRule rule, Instant now) {
        var at = Date.from(now);
        var pauses = rule.pauses().stream().map(Duration::toMillis).toList();
        // what has expired counts no more, although MongoDB deletes it up to a minute later
        var current = condition(new Document("$gt", List.of("$expiresAt", at)), ifAbsent("$count", 0), 0);
        var paused = condition(
                new Document("$lt", List.of("$count", rule.free())),
                0L,
                new Document(
                        "$arrayElemAt",
                        List.of(
                                pauses,
                                new Document(
                                        "$min",
                                        List.of(
                                                new Document("$subtract", List.of("$count", rule.free())),
                                                pauses.size() - 1)))));
        List<Bson> update = List.of(
                set("count", current)
                        .append("counted", new Document("$lte", List.of(ifAbsent("$until", new Date(0)), at))),
                set("count", condition("$counted", new Document("$add", List.of("$count", 1)), "$count")),
                set("until", condition("$counted", new Document("$add", List.of(at, paused)), "$until"))
                        .append("expiresAt", condition("$counted", Date.from(now.plus(rule.window())), "$expiresAt")));
        // $set of several fields sees the document as it was before that $set
        var after = Objects.requireNonNull(
                attempts.findOneAndUpdate(Filters.eq(Secret.digest(key)), stages(update), UPSERT), "upserted");
        return after.getBoolean("counted")
                ? Duration.ZERO
                : Duration.between(now, after.getDate("until").toInstant());
    }

    private static List<Bson> stages(List<Bson> sets) {
        return sets.stream().map(set -> (Bson) new Document("$set", set)).toList();
    }

    private static Document set(String field, Object expression) {
        return new Document(field, expression);
    }

    private static Document condition(Object ifTrue, Object then, Object otherwise) {
        return new Document("$cond", List.of(ifTrue, then, otherwise));
    }

    private static Document ifAbsent(String field, Object value) {
        return new Document("$ifNull", List.of(field, value));
    }

    @Override
    public void uncount(String key) {
        attempts.updateOne(
                Filters.and(Filters.eq(Secret.digest(key)), Filters.gt("count", 0)),
                Updates.combine(Updates.inc("count", -1), Updates.unset("until")));
    }

    @Override
    public void clear(String key) {
        attempts.deleteOne(Filters.eq(Secret.digest(key)));
    }
}
