package dev.engram.runtime.runner;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gte;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import dev.engram.events.ClientId;
import dev.engram.events.EventId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.events.Plan;
import dev.engram.events.PlanChanged;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.Stamp;
import dev.engram.runtime.store.GenerationCollections;
import dev.engram.testing.Generate;
import dev.engram.testing.TestInfra;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A learner with many cards changes the plan while others of the same partition go on to study. Prints what it took. */
@Tag("drill")
class PlanChangeDrillTest {

    private static final int CARDS = 20_000;
    private static final int REVIEWS = 8;
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int PROBES = 5;

    private final Random random = new Random(35);

    @Test
    void shouldRefoldTwentyThousandCardsWhileReviewsOfOthersStayVisible() {
        try (var bench = new LearnerBench()) {
            // given
            var learner = Generate.learnerId(random);
            var log = new ArrayList<LearnerEvent>();
            for (int i = 0; i < CARDS; i++) {
                log.addAll(Generate.reviewsOf(learner, Generate.cardId(random), REVIEWS, random));
            }
            int partition = bench.append(log).getFirst().partition();
            var database = TestInfra.shared().uniqueDatabase("plans");
            try (var _ = bench.start(database)) {
                var documents = GenerationCollections.of(bench.client.getDatabase(database), bench.projection.name(), 1)
                        .documents();
                await().atMost(LONGEST)
                        .pollInterval(Duration.ofSeconds(1))
                        .until(() -> documents.countDocuments(exists("recorded." + (REVIEWS - 1))) == CARDS);
                // when
                long start = System.nanoTime();
                bench.append(List.of(change(learner)));
                double slowest = 0;
                for (int i = 0; i < PROBES; i++) {
                    slowest = Math.max(slowest, secondsUntilVisible(bench, documents, partition));
                }
                // seldom: each look reads all documents
                await().atMost(LONGEST)
                        .pollInterval(Duration.ofMillis(500))
                        .until(() -> counted(documents, learner, 1));
                double refolded = (System.nanoTime() - start) / 1e9;
                // then: all of them, and the time that it took
                System.out.printf(
                        Locale.ROOT,
                        "drill: %d cards of %d reviews refolded in %.1f s; a review of another learner visible after at"
                                + " most %.2f s%n",
                        CARDS,
                        REVIEWS,
                        refolded,
                        slowest);
            }
        }
    }

    private static boolean counted(MongoCollection<Document> documents, LearnerId learner, long epoch) {
        return documents.countDocuments(and(eq("learnerId", learner.value()), gte("epoch", epoch))) == CARDS;
    }

    /** The time from the append to the document, of a learner whose events lie in the same partition. */
    private double secondsUntilVisible(LearnerBench bench, MongoCollection<Document> documents, int partition) {
        ReviewRecorded review;
        long start;
        do {
            review = Generate.reviewsOf(Generate.learnerId(random), Generate.cardId(random), 1, random)
                    .getFirst();
            start = System.nanoTime();
        } while (bench.append(List.of(review)).getFirst().partition() != partition);
        var learner = review.stamp().learnerId().value();
        await().atMost(LONGEST)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> documents.countDocuments(eq("learnerId", learner)) == 1);
        return (System.nanoTime() - start) / 1e9;
    }

    private static PlanChanged change(LearnerId learner) {
        var plan = Plan.DEFAULT;
        var now = Instant.now();
        return new PlanChanged(
                new Stamp(new EventId(Ids.v7()), learner, now, ZoneOffset.UTC, new ClientId("server"), 0, now),
                new Plan(
                        0.95,
                        plan.learningSteps(),
                        plan.relearningSteps(),
                        plan.maximumIntervalDays(),
                        plan.rolloverHour(),
                        ZoneId.of("Europe/Berlin"),
                        plan.newCardsPerDay(),
                        plan.reviewsPerDay(),
                        plan.fuzz(),
                        plan.weights(),
                        plan.weightsVersion()));
    }
}
