package dev.engram.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.events.EventId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** Learners who post reviews of the cards of one deck, and every review that was acknowledged to them. */
final class AcknowledgedReviews {

    private static final String[] RATINGS = {"AGAIN", "HARD", "GOOD", "GOOD", "GOOD", "EASY"};

    private final RunningStack running;
    private final List<String> cards;
    private final List<RunningStack.Learner> learners = new ArrayList<>();
    private final Set<EventId> acknowledged = ConcurrentHashMap.newKeySet();

    AcknowledgedReviews(RunningStack running, List<String> cards, int learners) {
        this.running = running;
        this.cards = cards;
        for (int i = 0; i < learners; i++) {
            this.learners.add(running.newLearner());
        }
    }

    Set<EventId> ids() {
        return Set.copyOf(acknowledged);
    }

    RunningStack.Learner learner(int index) {
        return learners.get(index % learners.size());
    }

    /** Posts a batch of a learner and sends it again until it is answered. @return the answer */
    Api.Answer post(int learner, int reviews, Random random) throws InterruptedException {
        var body = batch(reviews, random);
        var answer = Api.patiently(Duration.ofSeconds(90), () -> send(learner, body));
        remember(answer);
        return answer;
    }

    /** Takes the answer to {@link #send} for an acknowledgement. */
    void remember(Api.Answer answer) {
        answer.expect(200).body().get("results").forEach(result -> {
            assertThat(result.get("status").asText()).as(result.toString()).isIn("ACCEPTED", "DUPLICATE");
            acknowledged.add(EventId.parse(result.get("reviewId").asText()));
        });
    }

    /** Sends a batch once. */
    Api.Answer send(int learner, String batch) throws java.io.IOException, InterruptedException {
        return running.api().post("/reviews", learner(learner).token().get(), "application/json", batch);
    }

    /** Posts {@code batches} batches by as many clients at once as there are learners. */
    void post(int batches, int reviews, long seed) throws InterruptedException, ExecutionException {
        try (var clients = Executors.newFixedThreadPool(learners.size())) {
            var posted = new ArrayList<Future<?>>();
            for (int batch = 0; batch < batches; batch++) {
                int number = batch;
                posted.add(clients.submit(() -> post(number, reviews, new Random(seed + number))));
            }
            for (var each : posted) {
                each.get();
            }
        }
    }

    String batch(int size, Random random) {
        var body = Api.JSON.createObjectNode();
        var reviews = body.putArray("reviews");
        for (int i = 0; i < size; i++) {
            review(reviews.addObject(), random);
        }
        return body.toString();
    }

    private void review(ObjectNode review, Random random) {
        review.put("reviewId", Ids.v7().toString());
        review.put("cardId", cards.get(random.nextInt(cards.size())));
        review.put("rating", RATINGS[random.nextInt(RATINGS.length)]);
        var daysAgo = Duration.ofSeconds(random.nextInt(60 * 86_400));
        review.put("reviewedAt", Instant.now().minus(daysAgo).toString());
        review.put("utcOffset", "+02:00");
        review.put("clientId", random.nextBoolean() ? "phone" : "laptop");
        review.put("clientSeq", random.nextInt(1_000_000));
    }

    /**
     * Requires that all are in the log, that each counts exactly once in both projections, and that both equal the fold of the
     * log, also for learners of others.
     */
    void requireEachCountedOnce(String about) throws InterruptedException {
        var ours = learners.stream().map(learner -> new LearnerId(learner.id())).collect(Collectors.toSet());
        var log = FoldedLog.of(running, "engram.reviews");
        assertThat(log.documents().values().stream()
                        .flatMap(document -> document.state().history().recorded().keySet().stream()))
                .as("%s: acknowledged reviews that are not in the log", about)
                .containsAll(acknowledged);
        for (var projection : Projections.of(running)) {
            projection.awaitCaughtUp(log.ends(), Duration.ofSeconds(60));
            var counted = new ArrayList<EventId>();
            log.documents().forEach((key, document) -> {
                var stored = projection.read(key);
                assertThat(stored).as("%s: %s of %s", about, projection, key).isEqualTo(document);
                if (ours.contains(key.learnerId())) {
                    stored.state()
                            .history()
                            .reviews()
                            .forEach(review -> counted.add(review.stamp().eventId()));
                }
            });
            assertThat(counted).as("%s: counted by %s", about, projection).doesNotHaveDuplicates();
            assertThat(Set.copyOf(counted)).isEqualTo(acknowledged);
            assertThat(projection.documents())
                    .as("documents of %s, none for what is not in the log", projection)
                    .isEqualTo(log.documents().size());
        }
    }
}
