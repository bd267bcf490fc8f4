package dev.engram.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.cli.stack.StackPart;
import dev.engram.events.EventId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerId;
import dev.engram.testing.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What was acknowledged survives. Two thousand reviews are posted while every process of the stack is killed twice and one
 * service sleeps past its session timeout. Afterwards each acknowledged review counts exactly once in both projections, and
 * both equal the fold of the log.
 */
class CrashTest {

    private static final int BATCHES = 40;
    private static final int BATCH = 50;
    private static final int LEARNERS = 7;
    private static final String[] RATINGS = {"AGAIN", "HARD", "GOOD", "GOOD", "GOOD", "EASY"};

    @Test
    void shouldCountEveryAcknowledgedReviewExactlyOnceWhileProcessesDie() throws Exception {
        // given
        long seed = Seeds.one();
        var random = new Random(seed);
        var running = RunningStack.shared();
        var cards = running.importTransformers().cards();
        var learners = new ArrayList<RunningStack.Learner>();
        for (int i = 0; i < LEARNERS; i++) {
            learners.add(running.newLearner());
        }
        // the stack is shared: other tests send the same ids for other learners
        var ours = learners.stream().map(learner -> new LearnerId(learner.id())).collect(Collectors.toSet());
        var sleeper = random.nextBoolean() ? StackPart.REVIEW : StackPart.ANALYTICS;
        var chaos = new Chaos(running.stack(), 2, sleeper, new Random(random.nextLong()));

        // when
        var acknowledged = new HashSet<EventId>();
        var chaosThread = Thread.ofPlatform().name("chaos").start(chaos);
        for (int batch = 0; batch < BATCHES; batch++) {
            while (chaos.share() < 0.95 * batch / BATCHES) {
                Thread.sleep(20);
            }
            acknowledged.addAll(post(running, learners.get(batch % LEARNERS), cards, random));
        }
        chaosThread.join();
        System.out.println("seed " + seed + ": " + String.join(", ", chaos.diary()));
        for (var part : StackPart.values()) {
            chaos.awaitHealthy(part);
        }

        // then
        assertThat(chaos.diary()).filteredOn(line -> line.startsWith("kill -9")).hasSize(2 * StackPart.values().length);
        var log = FoldedLog.of(running.stack().ports().kafkaBootstrap(), "engram.reviews");
        assertThat(log.documents().values().stream()
                        .flatMap(document -> document.state().history().recorded().keySet().stream()))
                .as("seed %d: acknowledged reviews that are not in the log", seed)
                .containsAll(acknowledged);
        assertThat(acknowledged).hasSize(BATCHES * BATCH);
        for (var projection : Projections.of(running.stack())) {
            projection.awaitCaughtUp(log.ends(), Duration.ofSeconds(60));
            var counted = new ArrayList<EventId>();
            log.documents().forEach((key, document) -> {
                var stored = projection.read(key);
                assertThat(stored)
                        .as("seed %d: %s of %s", seed, projection, key)
                        .isEqualTo(document);
                if (ours.contains(key.learnerId())) {
                    stored.state()
                            .history()
                            .reviews()
                            .forEach(review -> counted.add(review.stamp().eventId()));
                }
            });
            assertThat(counted).as("seed %d: counted by %s", seed, projection).doesNotHaveDuplicates();
            assertThat(Set.copyOf(counted)).isEqualTo(acknowledged);
            assertThat(projection.documents())
                    .as("documents of %s, none for what is not in the log", projection)
                    .isEqualTo(log.documents().size());
            assertThat(projection.parked()).isZero();
        }
    }

    private static Set<EventId> post(
            RunningStack running, RunningStack.Learner learner, List<String> cards, Random random) throws Exception {
        var body = Api.JSON.createObjectNode();
        var reviews = body.putArray("reviews");
        for (int i = 0; i < BATCH; i++) {
            review(reviews.addObject(), cards, random);
        }
        // a client that got no answer sends the whole batch again
        var answer = Api.patiently(
                Duration.ofSeconds(90),
                () -> running.api().post("/reviews", learner.token().get(), "application/json", body.toString()));
        var acknowledged = new HashSet<EventId>();
        answer.body().get("results").forEach(result -> {
            assertThat(result.get("status").asText()).as(result.toString()).isIn("recorded", "duplicate");
            acknowledged.add(EventId.parse(result.get("reviewId").asText()));
        });
        return acknowledged;
    }

    private static void review(ObjectNode review, List<String> cards, Random random) {
        review.put("reviewId", Ids.v7().toString());
        review.put("cardId", cards.get(random.nextInt(cards.size())));
        review.put("rating", RATINGS[random.nextInt(RATINGS.length)]);
        var daysAgo = Duration.ofSeconds(random.nextInt(60 * 86_400));
        review.put("reviewedAt", Instant.now().minus(daysAgo).toString());
        review.put("utcOffset", "+02:00");
        review.put("clientId", random.nextBoolean() ? "phone" : "laptop");
        review.put("clientSeq", random.nextInt(1_000_000));
    }
}
