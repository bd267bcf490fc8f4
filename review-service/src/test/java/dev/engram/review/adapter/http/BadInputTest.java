package dev.engram.review.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.Ids;
import dev.engram.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A bad item is named by field and rule and not stored; the good ones beside it are recorded. */
@QuarkusTest
@TestProfile(SharedServers.class)
class BadInputTest {
    private static final UUID CARD = Ids.v7();

    private final UUID learner = UUID.randomUUID();
    private final Http http = Http.as(learner);
    private CardServiceDouble cards;
    private LogEnds log;

    @BeforeEach
    void startCardService() {
        cards = CardServiceDouble.at(ConfigProvider.getConfig().getValue("engram.cards.url", URI.class));
        cards.knowsCard(CARD);
        log = new LogEnds();
    }

    @AfterEach
    void stopCardService() {
        cards.close();
        log.close();
    }

    record BadItem(String field, Object value, String slug, String rule) {
        @Override
        public String toString() {
            var text = String.valueOf(value);
            return field + " = " + (text.length() > 40 ? text.substring(0, 40) + "…" : text);
        }
    }

    private static BadItem bad(String field, Object value, String rule) {
        return new BadItem(field, value, "invalid-field", rule);
    }

    static Stream<BadItem> badItems() {
        var tomorrow = Instant.now().plusSeconds(86_400 + 60);
        return Stream.of(
                bad("rating", "PERFECT", "must be one of AGAIN, HARD, GOOD, EASY"),
                bad("rating", "good", "must be one of AGAIN, HARD, GOOD, EASY"),
                bad("rating", 3, "must be one of AGAIN, HARD, GOOD, EASY"),
                bad("rating", null, "must be given"),
                bad("reviewId", "7", "must be a UUID such as"),
                bad("reviewId", UUID.randomUUID().toString(), "must be a UUID of version 7"),
                bad("cardId", List.of(), "must be a string"),
                bad("cardId", "card-1", "must be a UUID such as"),
                bad("reviewedAt", "yesterday", "must be a moment of 1970 to 9999 in ISO 8601"),
                bad("reviewedAt", "2026-03-01T08:30:00", "must be a moment of 1970 to 9999 in ISO 8601"),
                bad("reviewedAt", "1969-12-31T23:59:59Z", "must be a moment of 1970 to 9999 in ISO 8601"),
                bad("reviewedAt", "+1000000-01-01T00:00:00Z", "must be a moment of 1970 to 9999 in ISO 8601"),
                new BadItem("reviewedAt", tomorrow.toString(), "time-ahead", "must be at most 24 hours ahead"),
                bad("utcOffset", "CET", "must be an offset from UTC"),
                bad("utcOffset", "+19:00", "must be an offset from UTC"),
                bad("clientId", "my phone", "must have 1 to 64 characters, each a letter, a digit or one of . _ -"),
                bad("clientId", "", "must have 1 to 64 characters, each a letter, a digit or one of . _ -"),
                bad("clientSeq", -1, "must be a whole number of at least 0"),
                bad("clientSeq", 1.5, "must be a whole number of at least 0"),
                bad("clientSeq", "1", "must be a whole number of at least 0"),
                bad("durationMs", -5, "must be a whole number of at least 0"),
                bad("dueAt", 12, "must be a string"),
                bad("basedOn", "none", "must be a UUID such as"),
                bad("cardRevision", 0, "must be a whole number from 1 to 2147483647"),
                bad("practice", "yes", "must be true or false"),
                bad("practice", 1, "must be true or false"),
                bad("practice", "true", "must be true or false"),
                bad("rating", Map.of("$ne", "GOOD"), "must be one of AGAIN, HARD, GOOD, EASY"),
                bad("cardId", Map.of("$gt", ""), "must be a string"),
                bad("clientVersion", "1.0\u202e", "must not have U+202E"),
                bad("clientVersion", "1.0\n", "must not have U+000A"),
                bad("clientVersion", 1, "must be a string"),
                bad("clientVersion", "v".repeat(65), "must have 1 to 64 characters"),
                bad("origin", "LIFE", "must be one of LIVE, ANKI, FSRS_CSV"),
                bad("scheduler", "fsrs", "must be an object"),
                new BadItem(
                        "learnerId", UUID.randomUUID().toString(), "other-learner", "must be absent or the learner"),
                new BadItem("cardId", Ids.v7().toString(), "unknown-card", "must name an existing card"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badItems")
    void shouldRejectABadItemAndRecordTheGoodOnes(BadItem bad) {
        // given
        var good = Json.review(CARD);
        var alsoGood = Json.review(CARD);
        var wrong = Json.with(Json.review(CARD), bad.field(), bad.value());

        // when
        var answer = http.reviews(List.of(good, wrong, alsoGood))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        // then
        assertThat(answer.getList("results.status")).containsExactly("ACCEPTED", "REJECTED", "ACCEPTED");
        assertThat(answer.getString("results[1].problem.type")).isEqualTo("urn:engram:problem:" + bad.slug());
        assertThat(answer.getString("results[1].problem.field")).isEqualTo("reviews[1]." + bad.field());
        assertThat(answer.getString("results[1].problem.rule")).startsWith(bad.rule());
        assertThat(answer.getInt("results[1].problem.status")).isBetween(400, 499);
        assertThat(shown(answer.getString("position")))
                .containsExactlyInAnyOrder(good.get("reviewId"), alsoGood.get("reviewId"));
    }

    @Test
    void shouldRejectTextThatIsNoUnicode() {
        // when
        var answer = http.post("/api/v1/reviews", """
                        {"reviews": [{"reviewId": "%s", "cardId": "%s", "rating": "GOOD", "clientId": "phone",
                          "clientSeq": 1, "reviewedAt": "2026-03-01T08:30:00Z", "clientVersion": "1.0 \\ud800"}]}
                        """.formatted(Ids.v7(), CARD)).jsonPath();

        // then
        assertThat(answer.getString("results[0].problem.field")).isEqualTo("reviews[0].clientVersion");
        assertThat(answer.getString("results[0].problem.rule"))
                .isEqualTo("must be well-formed Unicode, without half a surrogate pair (character 5)");
    }

    @Test
    void shouldNameTheFieldWithinTheScheduler() {
        // given
        var scheduler = Map.of("name", "fsrs", "weightsVersion", "1", "desiredRetention", 1);

        // when
        var answer = http.reviews(List.of(Json.with(Json.review(CARD), "scheduler", scheduler)))
                .jsonPath();

        // then
        assertThat(answer.getString("results[0].problem.field")).isEqualTo("reviews[0].scheduler.desiredRetention");
    }

    @Test
    void shouldRefuseTheNameByWhichTheServerRecordsGoals() {
        // given
        var scheduler = Map.of("name", "retention-goal", "weightsVersion", "1", "desiredRetention", 0.9);

        // when
        var answer = http.reviews(List.of(Json.with(Json.review(CARD), "scheduler", scheduler)))
                .jsonPath();

        // then
        assertThat(answer.getString("results[0].problem.field")).isEqualTo("reviews[0].scheduler.name");
        assertThat(answer.getString("results[0].problem.rule")).startsWith("must not be retention-goal");
    }

    @Test
    void shouldRejectAnItemThatIsNoObject() {
        // when
        var answer = http.post("/api/v1/reviews", Map.of("reviews", List.of(Json.review(CARD), 7)))
                .jsonPath();

        // then
        assertThat(answer.getList("results.status")).containsExactly("ACCEPTED", "REJECTED");
        assertThat(answer.getString("results[1].problem.field")).isEqualTo("reviews[1]");
    }

    @Test
    void shouldRejectAnItemWithAFieldThatIsNotKnown() {
        // given
        var good = Json.review(CARD);
        var misspelt = Json.with(Json.review(CARD), "duration_ms", 900);
        var lost = new HashMap<>(Json.review(CARD));
        lost.put("ratign", lost.remove("rating"));
        var nested = Json.with(
                Json.review(CARD),
                "scheduler",
                Map.of("name", "fsrs", "weightsVersion", "1", "desiredRetention", 0.9, "colour", "red"));

        // when
        var answer = http.reviews(List.of(misspelt, lost, nested, good))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        // then
        assertThat(answer.getList("results.status")).containsExactly("REJECTED", "REJECTED", "REJECTED", "ACCEPTED");
        assertThat(answer.getList("results.problem.field"))
                .startsWith("reviews[0].duration_ms", "reviews[1].ratign", "reviews[2].scheduler.colour");
        assertThat(answer.getList("results.problem.rule"))
                .startsWith(
                        "is not known; did you mean 'durationMs'?",
                        "is not known; did you mean 'rating'?",
                        "is not known; known: desiredRetention, name, weightsVersion");
    }

    @Test
    void shouldTakeAnItemThatNamesTheLearnerOfTheToken() {
        // when
        var answer = http.post(
                        "/api/v1/reviews",
                        Map.of(
                                "learnerId",
                                learner.toString(),
                                "reviews",
                                List.of(Json.with(Json.review(CARD), "learnerId", learner.toString()))))
                .jsonPath();

        // then
        assertThat(answer.getList("results.status")).containsExactly("ACCEPTED");
    }

    @Test
    void shouldNameAFieldOfAnItemThatIsGivenTwice() {
        // when
        var answer = http.post("/api/v1/reviews", "{\"reviews\": [{}, {\"rating\": \"GOOD\", \"rating\": \"AGAIN\"}]}");

        // then
        answer.then().statusCode(400);
        assertThat(answer.jsonPath().getString("field")).isEqualTo("reviews[1].rating");
        assertThat(answer.jsonPath().getString("rule")).isEqualTo("must be given once");
    }

    @Test
    void shouldRefuseABatchWithAFieldThatIsNotKnown() {
        var body = Map.of("reviews", List.of(Json.review(CARD)), "dryRun", true);

        refused(() -> http.post("/api/v1/reviews", body), 400, "invalid-field");
    }

    @Test
    void shouldDistinguishARepetitionWithinABatchFromAnIdUsedForTwoCards() {
        // given
        var other = Ids.v7();
        cards.knowsCard(other);
        var review = Json.review(CARD);

        // when
        var answer = http.reviews(List.of(review, review, Json.with(review, "cardId", other.toString())))
                .jsonPath();

        // then
        assertThat(answer.getList("results.status")).containsExactly("ACCEPTED", "DUPLICATE", "REJECTED");
        assertThat(answer.getString("results[2].problem.field")).isEqualTo("reviews[2].reviewId");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "7",
                "null",
                "{\"reviews\": [}",
                "\u0000",
                "{\"reviews\": [], \"reviews\": []}",
                "{} {}"
            })
    void shouldRefuseABodyThatIsNoJsonObject(String body) {
        refused(() -> http.post("/api/v1/reviews", body), 400, "malformed-json");
    }

    @Test
    void shouldRefuseABatchThatIsMissingEmptyOrTooLarge() {
        var many = IntStream.range(0, 1_001).mapToObj(_ -> Json.review(CARD)).toList();

        refused(() -> http.post("/api/v1/reviews", Map.of()), 400, "invalid-field");
        refused(() -> http.post("/api/v1/reviews", Map.of("reviews", "none")), 400, "invalid-field");
        refused(() -> http.reviews(List.of()), 400, "invalid-field");
        refused(() -> http.reviews(many), 400, "batch-too-large");
        refused(
                () -> http.post("/api/v1/reviews", "{\"reviews\": \"" + "x".repeat(2_100_000) + "\"}"),
                413,
                "body-too-large");
        refused(
                () -> http.post("/api/v1/reviews", "{\"reviews\": [" + "{},".repeat(60_000) + "{}]}"),
                400,
                "malformed-json");
    }

    @Test
    void shouldTakeAThousandReviewsInOneBatch() {
        // given
        var many = IntStream.range(0, 1_000).mapToObj(_ -> Json.review(CARD)).toList();

        // when
        var answer = http.reviews(many).then().statusCode(200).extract().jsonPath();

        // then
        assertThat(answer.getList("results.status")).isEqualTo(Collections.nCopies(1_000, "ACCEPTED"));
        var history = http.history(CARD, answer.getString("position")).jsonPath();
        assertThat(history.getList("reviews").size() + history.getInt("earlier"))
                .isEqualTo(1_000);
    }

    @Test
    void shouldRefuseABodyOfAnotherLearner() {
        var body = Map.of("learnerId", UUID.randomUUID().toString(), "reviews", List.of(Json.review(CARD)));

        refused(() -> http.post("/api/v1/reviews", body), 403, "other-learner");
    }

    @Test
    void shouldRefuseTokensThatAreMissingExpiredOrForged() {
        var tokens = TestTokens.shared();
        var good = tokens.learner(learner);
        var batch = List.of(Json.review(CARD));
        var forged = good.substring(0, good.lastIndexOf('.') + 1) + "A".repeat(86);

        refused(() -> Http.with("").reviews(batch), 401, "token-");
        refused(
                () -> Http.with(tokens.expired(learner, Instant.now().minusSeconds(600)))
                        .reviews(batch),
                401,
                "token-expired");
        refused(() -> Http.with(forged).reviews(batch), 401, "token-invalid");
        refused(() -> Http.with(tokens.foreign(learner, "somebody", "engram")).reviews(batch), 401, "token-invalid");
        refused(() -> Http.with(tokens.token("not-a-uuid", Set.of("learner"))).reviews(batch), 401, "token-invalid");
    }

    @Test
    void shouldRefuseTokensForAnotherServiceOrOfSomebodyWhoIsNoLearner() {
        var tokens = TestTokens.shared();
        var batch = List.of(Json.review(CARD));
        var operator = tokens.token(learner.toString(), Set.of("operator", "author"));

        refused(() -> Http.with(operator).reviews(batch), 403, "forbidden");
        refused(
                () -> Http.with(tokens.withAudience("engram", "engram-cards").learner(learner))
                        .reviews(batch),
                401,
                "token-invalid");
        refused(
                () -> Http.with(tokens.lasting(Duration.ofDays(3_650), learner.toString(), Set.of("learner")))
                        .reviews(batch),
                401,
                "token-invalid");
    }

    @Test
    void shouldRefuseABadRetraction() {
        var good = Map.<String, Object>of(
                "retractionId", Ids.v7().toString(),
                "cardId", CARD.toString(),
                "retractedAt", Instant.now().toString(),
                "clientId", "phone",
                "clientSeq", 1);
        var path = "/api/v1/reviews/" + Ids.v7() + "/retraction";
        var ahead = new HashMap<>(good);
        ahead.put("retractedAt", Instant.now().plusSeconds(90_000).toString());
        var random = new HashMap<>(good);
        random.put("retractionId", UUID.randomUUID().toString());
        var unknown = new HashMap<>(good);
        unknown.put("cardId", Ids.v7().toString());
        var nameless = new HashMap<>(good);
        nameless.remove("clientId");
        var misspelt = new HashMap<>(good);
        misspelt.put("utcOfset", "+02:00");

        refused(() -> http.post(path, ahead), 400, "time-ahead");
        refused(() -> http.post(path, random), 400, "invalid-field");
        refused(() -> http.post(path, unknown), 404, "unknown-card");
        refused(() -> http.post(path, nameless), 400, "invalid-field");
        refused(() -> http.post(path, misspelt), 400, "invalid-field");
        refused(() -> http.post("/api/v1/reviews/7/retraction", good), 400, "invalid-field");
    }

    @Test
    void shouldRefuseBadParametersOfReads() {
        refused(() -> http.get("/api/v1/reviews"), 400, "invalid-field");
        refused(() -> http.get("/api/v1/reviews?cardId=7"), 400, "invalid-field");
        refused(() -> http.get("/api/v1/queue?limit=-1"), 400, "invalid-field");
        refused(() -> http.get("/api/v1/queue?asOf=2026-03-01T00:00:00Z"), 400, "invalid-field");
        refused(() -> http.get("/api/v1/conflicts?limit=0"), 400, "invalid-field");
        refused(() -> http.get("/api/v1/conflicts?cursor=x"), 400, "invalid-field");
        refused(() -> http.get("/api/v1/queue?deckId=x"), 400, "invalid-field");
        refused(() -> http.get("/api/v1/queue?tag={tag}", "two words"), 400, "invalid-field");
        refused(() -> http.get("/api/v1/plan?after=yesterday"), 400, "invalid-field");
        refused(() -> http.get("/api/v1/plan?after="), 400, "invalid-field");
        refused(() -> http.get("/api/v1/plan?afetr=x"), 400, "invalid-field");
        refused(() -> http.get("/api/v1/queue?limit=5&limit=6"), 400, "invalid-field");
        refused(() -> http.get("/api/v1/queue?tag={tag}", "nlp\u200b"), 400, "invalid-field");
        refused(() -> http.put("/api/v1/decks/7/membership"), 400, "invalid-field");
        refused(() -> http.put("/api/v1/decks/" + UUID.randomUUID() + "/membership"), 404, "not-found");
    }

    /** Refused as a whole: a problem document, and nothing in the log. */
    private void refused(Supplier<Response> request, int status, String slug) {
        long before = log.records();
        var answer = request.get();
        answer.then().statusCode(status).contentType("application/problem+json");
        assertThat(answer.jsonPath().getString("type")).startsWith("urn:engram:problem:" + slug);
        assertThat(log.records()).isEqualTo(before);
    }

    private List<Object> shown(String position) {
        var history = http.history(CARD, position).jsonPath();
        assertThat(history.getBoolean("caughtUp")).isTrue();
        return history.getList("reviews.reviewId");
    }
}
