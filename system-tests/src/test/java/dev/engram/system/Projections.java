package dev.engram.system;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import dev.engram.events.topic.Topics;
import dev.engram.projections.Projected;
import dev.engram.projections.learner.LearnerCard;
import dev.engram.projections.learner.LearnerCardKey;
import dev.engram.projections.learner.LearnerContext;
import dev.engram.runtime.learner.LearnerCards;
import dev.engram.runtime.quarantine.UnreadableDocuments;
import dev.engram.runtime.reader.ProjectionReader;
import dev.engram.runtime.reader.ProjectionView;
import dev.engram.runtime.runner.Progress;
import dev.engram.runtime.store.GenerationCollections;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A projection of learner-cards as it stands in the database, read past its service. */
final class Projections {

    private static final Map<String, String> DATABASE_OF =
            Map.of("schedule", "engram_review", "learner-cards", "engram_analytics");

    private final String name;
    private final MongoDatabase database;
    private final ProjectionReader<LearnerCardKey, LearnerCard, LearnerContext> reader;

    private Projections(String name, MongoClient client, MongoDatabase database) {
        this.name = name;
        this.database = database;
        this.reader = new ProjectionReader<>(
                client,
                database,
                LearnerCards.definition(name, Topics.REVIEWS),
                new Progress(),
                new UnreadableDocuments(name));
    }

    /** The schedule of review-service and the learner-cards of analytics-service. */
    static List<Projections> of(RunningStack running) {
        MongoClient client = running.mongo();
        return DATABASE_OF.entrySet().stream()
                .map(projection ->
                        new Projections(projection.getKey(), client, client.getDatabase(projection.getValue())))
                .toList();
    }

    Projected<LearnerCard> read(LearnerCardKey key) {
        return reader.read(view -> view.document(key)).orElseThrow(() -> new AssertionError(name + " has no " + key));
    }

    long documents() {
        return live().documents().countDocuments();
    }

    /** Events that wait. */
    long parked() {
        return live().parked().countDocuments(Filters.eq("resolution", null));
    }

    private GenerationCollections live() {
        return GenerationCollections.of(database, name, reader.read(ProjectionView::generation));
    }

    /** @param ends offset after the last record, by partition */
    void awaitCaughtUp(Map<Integer, Long> ends, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            var behind = reader.read(ProjectionView::checkpoints).stream()
                    .filter(checkpoint -> checkpoint.next() < ends.get(checkpoint.partition()))
                    .toList();
            if (behind.isEmpty()) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError(name + " has not caught up within " + atMost + ": " + behind + " of " + ends);
            }
            Thread.sleep(100);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
