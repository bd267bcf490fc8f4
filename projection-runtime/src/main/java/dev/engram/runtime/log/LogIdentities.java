package dev.engram.runtime.log;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateOptions;
import dev.engram.runtime.log.LogDamage.Reason;
import dev.engram.runtime.store.Stored;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * The identities of topics in the database of a service: {@code {_id: topic, topicId, begins: [..], ends: {"0": ..},
 * adoptedAt?, damage?: {reason, detail, since}}} in the collection {@code log}. All methods throw exceptions of the driver.
 */
public final class LogIdentities {

    private static final String TOPIC_ID = "topicId";
    private static final String BEGINS = "begins";
    private static final String ENDS = "ends";
    private static final String ADOPTED_AT = "adoptedAt";
    private static final String DAMAGE = "damage";

    private final MongoCollection<Document> identities;

    public LogIdentities(MongoDatabase database) {
        this.identities = database.getCollection("log").withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    }

    /** What is remembered of a topic; empty before it was first seen. */
    public Optional<LogIdentity> read(String topic) {
        return Optional.ofNullable(identities.find(eq(Stored.ID, topic)).first())
                .map(LogIdentities::identity);
    }

    /** Remembers a topic, unless one of this name is known. */
    void createFirst(LogIdentity first) {
        var fields = document(first);
        fields.remove(Stored.ID);
        identities.updateOne(
                eq(Stored.ID, first.topic()), new Document("$setOnInsert", fields), new UpdateOptions().upsert(true));
    }

    /** Remembers how far a topic reaches. */
    void raiseEnds(LogIdentity known, List<Long> ends) {
        var higher = new Document();
        for (int partition = 0; partition < ends.size(); partition++) {
            if (partition >= known.ends().size()
                    || ends.get(partition) > known.ends().get(partition)) {
                higher.append(ENDS + "." + partition, ends.get(partition));
            }
        }
        if (!higher.isEmpty()) {
            identities.updateOne(
                    and(eq(Stored.ID, known.topic()), eq(TOPIC_ID, known.topicId()), exists(DAMAGE, false)),
                    new Document("$max", higher));
        }
    }

    /** Remembers the damage of a topic, unless one is known, or the topic was accepted by a restore since {@code known} was read. */
    void damaged(LogIdentity known, LogDamage damage) {
        identities.updateOne(
                and(
                        eq(Stored.ID, known.topic()),
                        eq(TOPIC_ID, known.topicId()),
                        eq(ADOPTED_AT, date(known.adoptedAt())),
                        exists(DAMAGE, false)),
                new Document(
                        "$set",
                        new Document(
                                DAMAGE,
                                new Document("reason", damage.reason().slug())
                                        .append("detail", damage.detail())
                                        .append("since", Date.from(damage.since())))));
    }

    /**
     * Accepts a topic as it is now: services append to it again, and projections may be built from its beginning. Only after
     * everything that the documents hold was written to it.
     */
    public void adopt(String topic, TopicSnapshot found, Instant now) {
        identities.replaceOne(
                eq(Stored.ID, topic),
                document(LogIdentity.adopted(topic, found, now.truncatedTo(ChronoUnit.MILLIS))),
                new ReplaceOptions().upsert(true));
    }

    private static Document document(LogIdentity identity) {
        var ends = new Document();
        for (int partition = 0; partition < identity.ends().size(); partition++) {
            ends.append(String.valueOf(partition), identity.ends().get(partition));
        }
        return new Document(Stored.ID, identity.topic())
                .append(TOPIC_ID, identity.topicId())
                .append(ADOPTED_AT, date(identity.adoptedAt()))
                .append(BEGINS, identity.begins())
                .append(ENDS, ends);
    }

    private static LogIdentity identity(Document stored) {
        var ends = new TreeMap<Integer, Long>();
        stored.get(ENDS, new Document())
                .forEach((partition, end) -> ends.put(Integer.parseInt(partition), ((Number) end).longValue()));
        return new LogIdentity(
                Stored.text(stored, Stored.ID),
                Stored.text(stored, TOPIC_ID),
                stored.getList(BEGINS, Number.class, List.of()).stream()
                        .map(Number::longValue)
                        .toList(),
                List.copyOf(ends.values()),
                stored.getDate(ADOPTED_AT) == null
                        ? null
                        : stored.getDate(ADOPTED_AT).toInstant(),
                damage(stored.get(DAMAGE, Document.class)));
    }

    private static @Nullable Date date(@Nullable Instant instant) {
        return instant == null ? null : Date.from(instant);
    }

    private static @Nullable LogDamage damage(@Nullable Document stored) {
        return stored == null
                ? null
                : new LogDamage(
                        Reason.of(Stored.text(stored, "reason")),
                        Stored.text(stored, "detail"),
                        stored.getDate("since").toInstant());
    }
}
