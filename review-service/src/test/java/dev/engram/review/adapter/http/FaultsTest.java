package dev.engram.review.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.Ids;
import dev.engram.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A learner's answer is taken as long as there is a log, and never acknowledged when there is none. */
@QuarkusTest
@TestProfile(FaultsTest.Own.class)
class FaultsTest {
    /** Another configuration than that of the other tests. */
    public static class Own implements QuarkusTestProfile {
        /** Known before the servers are: without a key Quarkus would make one up for the test. */
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "mp.jwt.verify.publickey.location",
                    TestTokens.shared().publicKeyFile().toUri().toString());
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(OwnServers.class));
        }
    }

    private static final Duration LONGEST_WITHOUT_DATABASE = Duration.ofSeconds(3);

    Map<String, Runnable> servers;

    private final UUID card = Ids.v7();
    private final Http http = Http.as(UUID.randomUUID());

    @BeforeEach
    void waitUntilReady() {
        await(() -> http.get("/q/health/ready"), answer -> answer.statusCode() == 200);
        await(this::post, answer -> answer.statusCode() == 200);
        await(() -> http.history(card, null), answer -> answer.statusCode() == 200);
    }

    @Test
    void shouldTakeReviewsWithoutADatabaseAndShowThemWhenItIsBack() {
        // given
        servers.get("stop mongod").run();

        // when
        var answers = new ArrayList<Response>();
        for (int i = 0; i < 5; i++) {
            answers.add(timed(this::post));
        }
        var read = http.get("/api/v1/plan");
        var ready = http.get("/q/health/ready").statusCode();
        var live = http.get("/q/health/live").statusCode();
        servers.get("start mongod").run();

        // then
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.jsonPath().getList("results.status")).containsExactly("ACCEPTED");
        });
        read.then().statusCode(503).contentType("application/problem+json");
        assertThat(read.jsonPath().getString("type")).isEqualTo("urn:engram:problem:store-unavailable");
        assertThat(read.header("Retry-After")).isNotNull();
        assertThat(ready).isEqualTo(200);
        assertThat(live).isEqualTo(200);
        var last = answers.getLast().jsonPath().getString("position");
        var history =
                await(() -> http.history(card, last), FaultsTest::isCaughtUp).jsonPath();
        assertThat(history.getList("reviews.reviewId")).hasSize(6);
        assertThat(history.getList("reviews[5].flags")).containsExactly("CARD_UNVERIFIED");
    }

    @Test
    void shouldTakeReviewsWhileTheDatabaseHangs() {
        // given
        servers.get("pause mongod").run();

        // when
        var first = timed(this::post);
        var second = timed(this::post);
        servers.get("resume mongod").run();

        // then
        assertThat(first.jsonPath().getList("results.status")).containsExactly("ACCEPTED");
        assertThat(second.jsonPath().getList("results.status")).containsExactly("ACCEPTED");
        var last = second.jsonPath().getString("position");
        var history =
                await(() -> http.history(card, last), FaultsTest::isCaughtUp).jsonPath();
        assertThat(history.getList("reviews")).hasSize(3);
    }

    @Test
    void shouldAcknowledgeNothingThatTheLogDoesNotHave() throws InterruptedException {
        // given
        var acknowledged = new ConcurrentLinkedQueue<String>();
        var refused = new ConcurrentLinkedQueue<Response>();
        var writer = Thread.ofVirtual().start(() -> {
            while (!Thread.currentThread().isInterrupted() && refused.size() < 3) {
                var batch = Stream.generate(() -> Json.review(card)).limit(10).toList();
                var answer = http.reviews(batch);
                if (answer.statusCode() == 200) {
                    batch.forEach(review -> acknowledged.add((String) review.get("reviewId")));
                } else {
                    refused.add(answer);
                }
            }
        });
        Thread.sleep(700);

        // when
        servers.get("kill broker").run();
        writer.join(Duration.ofSeconds(40));
        servers.get("start broker").run();

        // then
        assertThat(writer.isAlive()).isFalse();
        assertThat(acknowledged).isNotEmpty();
        assertThat(refused).isNotEmpty().allSatisfy(answer -> {
            answer.then().statusCode(503).contentType("application/problem+json");
            assertThat(answer.jsonPath().getString("type")).isEqualTo("urn:engram:problem:log-unavailable");
            assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
        });
        var again = await(this::post, answer -> answer.statusCode() == 200);
        var last = again.jsonPath().getString("position");
        var history =
                await(() -> http.history(card, last), FaultsTest::isCaughtUp).jsonPath();
        List<String> shown = history.getList("reviews.reviewId");
        assertThat(shown).doesNotHaveDuplicates().containsAll(acknowledged);
    }

    private Response post() {
        return http.reviews(List.of(Json.review(card)));
    }

    private static boolean isCaughtUp(Response answer) {
        return answer.statusCode() == 200 && answer.jsonPath().getBoolean("caughtUp");
    }

    private static Response timed(Supplier<Response> request) {
        var started = Instant.now();
        var answer = request.get();
        assertThat(Duration.between(started, Instant.now())).isLessThan(LONGEST_WITHOUT_DATABASE);
        return answer;
    }

    private static Response await(Supplier<Response> request, Predicate<Response> wanted) {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).until(request::get, wanted);
    }
}
