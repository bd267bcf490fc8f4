package dev.engram.gateway.adapter.mongo;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import dev.engram.events.LearnerId;
import dev.engram.gateway.application.UnknownNames;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/**
 * In the collection {@code unknownNames}: {@code {_id: learnerId, count, until}}, shared by instances and kept across restarts.
 * An hour begins with the first name.
 */
@Singleton
public final class MongoUnknownNames implements UnknownNames {
    private static final Duration HOUR = Duration.ofHours(1);

    private final MongoCollection<Document> counts;
    private final InstantSource clock = InstantSource.system();
    private volatile boolean indexed;

    public MongoUnknownNames(@Named("http-database") MongoDatabase database) {
        counts = database.getCollection("unknownNames");
    }

    @Override
    public void count(LearnerId asking) {
        if (!indexed) {
            counts.createIndex(Indexes.ascending("until"), new IndexOptions().expireAfter(0L, TimeUnit.SECONDS));
            indexed = true;
        }
        var now = clock.instant();
        // what is over, and not removed yet
        counts.deleteOne(Filters.and(Filters.eq(asking.value()), Filters.lte("until", Date.from(now))));
        counts.updateOne(
                Filters.eq(asking.value()),
                Updates.combine(Updates.inc("count", 1), Updates.setOnInsert("until", Date.from(now.plus(HOUR)))),
                new UpdateOptions().upsert(true));
    }

    @Override
    public Optional<Duration> pause(LearnerId asking) {
        Instant now = clock.instant();
        var found = counts.find(Filters.and(Filters.eq(asking.value()), Filters.gte("count", MOST)))
                .first();
        return Optional.ofNullable(found)
                .map(count -> Duration.between(now, count.getDate("until").toInstant()))
                .filter(Duration::isPositive);
    }
}
