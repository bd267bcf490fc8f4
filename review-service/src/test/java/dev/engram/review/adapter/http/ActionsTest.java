package dev.engram.review.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.engram.events.Ids;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Actions on cards, retractions in batches, reviews by time and leeches. */
@QuarkusTest
@TestProfile(SharedServers.class)
class ActionsTest {
    private static final Instant START = Instant.parse("2026-03-02T12:00:00Z");

    private final UUID card = Ids.v7();
    private final UUID other = Ids.v7();
    private final Http http = Http.as(UUID.randomUUID());
    private CardServiceDouble cards;

    @BeforeEach
    void startCardService() {
        cards = CardServiceDouble.at(ConfigProvider.getConfig().getValue("engram.cards.url", URI.class));
        cards.knowsCard(card);
        cards.knowsCard(other);
    }

    @AfterEach
    void stopCardService() {
        cards.close();
    }

    @Test
    void shouldRecordActionsAndTakeThemBack() {
        // given
        var suspend = action("SUSPEND", START.plusSeconds(60));
        var setDue = action("SET_DUE", START.plusSeconds(61), "dueDay", "2026-04-01");
        send("reviews", List.of(Json.review(card, START)));

        // when
        var done = send("actions", List.of(suspend, setDue));
        var suspended = state(done);
        var again = send("actions", List.of(suspend));
        var taken = send("retractions", List.of(retraction(suspend.get("actionId"), card)));
        var actions = http.get("/api/v1/actions?cardId={card}&after={after}", card, taken.getString("position"))
                .jsonPath();

        // then
        assertThat(done.getList("results.status")).containsOnly("ACCEPTED");
        assertThat(done.getString("results[0].actionId")).isEqualTo(suspend.get("actionId"));
        assertThat(suspended.getBoolean("state.suspended")).isTrue();
        assertThat(suspended.getString("state.dueDay")).isEqualTo("2026-04-01");
        assertThat(again.getString("results[0].status")).isEqualTo("DUPLICATE");
        assertThat(state(taken).getBoolean("state.suspended")).isFalse();
        assertThat(actions.getList("actions.action")).containsExactly("SUSPEND", "SET_DUE");
        assertThat(actions.getList("actions.retracted")).containsExactly(true, false);
    }

    @Test
    void shouldMakeACardNewAndKeepItsHistory() {
        // given
        send("reviews", List.of(Json.review(card, START), Json.review(card, START.plusSeconds(600))));

        // when
        var reset = state(send("actions", List.of(action("RESET", START.plusSeconds(900)))));

        // then
        assertThat(reset.getString("state.phase")).isEqualTo("NEW");
        assertThat(reset.getInt("state.reviews")).isZero();
        assertThat(reset.getList("reviews")).hasSize(2);
    }

    @Test
    void shouldRecordPracticeAndScheduleNothing() {
        // given
        var answered = state(send("reviews", List.of(Json.review(card, START))));

        // when
        var practice = Json.with(Json.review(card, START.plus(Duration.ofDays(9))), "practice", true);
        var after = state(send("reviews", List.of(practice)));

        // then
        assertThat(after.getMap("state")).isEqualTo(answered.getMap("state"));
        assertThat(after.getList("reviews.practice")).containsExactly(false, true);
    }

    @Test
    void shouldAnswerEachItemOfABatchByItself() {
        // given
        var good = action("BURY", START);
        var withoutDay = action("SET_DUE", START);
        var withDay = action("BURY", START, "dueDay", "2026-04-01");
        var tooFar = action("SET_DUE", START, "dueDay", "2199-04-01");
        var unknown = Json.with(action("RESET", START), "cardId", Ids.v7().toString());

        // when
        var results = send("actions", List.of(good, withoutDay, withDay, tooFar, unknown, Map.of("action", "HIDE")));

        // then
        assertThat(results.getList("results.status"))
                .containsExactly("ACCEPTED", "REJECTED", "REJECTED", "REJECTED", "REJECTED", "REJECTED");
        assertThat(results.getString("results[1].problem.field")).isEqualTo("actions[1].dueDay");
        assertThat(results.getString("results[1].problem.rule")).isEqualTo("must be given");
        assertThat(results.getString("results[2].problem.rule")).contains("must be absent");
        assertThat(results.getString("results[3].problem.rule")).contains("36500 days");
        assertThat(results.getString("results[4].problem.type")).isEqualTo("urn:engram:problem:unknown-card");
        assertThat(results.getString("results[5].problem.rule")).contains("SUSPEND, RESUME, BURY, RESET, SET_DUE");
        http.post("/api/v1/actions", Map.of("action", List.of(good)))
                .then()
                .statusCode(400)
                .body("rule", equalTo("is not known; did you mean 'actions'?"));
        http.post("/api/v1/retractions", Map.of("retractions", List.of()))
                .then()
                .statusCode(400)
                .body("field", equalTo("retractions"));
    }

    @Test
    void shouldListReviewsOfAllCardsByTimePageByPage() {
        // given: two a day on two cards, the last of which is taken back
        var reviews = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < 7; i++) {
            reviews.add(Json.review(i % 2 == 0 ? card : other, START.plus(Duration.ofDays(9L * i))));
        }
        send("reviews", reviews);
        var last = reviews.getLast();
        var position = send("retractions", List.of(retraction(last.get("reviewId"), card)))
                .getString("position");
        var newestFirst = reviews.reversed().stream()
                .map(review -> review.get("reviewId"))
                .toList();

        // when
        var listed = new ArrayList<Object>();
        var query = "/api/v1/reviews/recent?limit=3&after=" + position;
        var page = http.get(query).jsonPath();
        var first = page;
        listed.addAll(page.getList("reviews.reviewId"));
        while (page.getString("next") != null) {
            page = http.get(query + "&cursor={next}", page.getString("next")).jsonPath();
            listed.addAll(page.getList("reviews.reviewId"));
        }
        var part = http.get(
                        "/api/v1/reviews/recent?from={from}&to={to}",
                        START.plus(Duration.ofDays(9)).toString(),
                        START.plus(Duration.ofDays(27)).toString())
                .jsonPath();

        // then
        assertThat(first.getBoolean("caughtUp")).isTrue();
        assertThat(first.getList("reviews.retracted")).containsExactly(true, false, false);
        assertThat(listed).isEqualTo(newestFirst);
        assertThat(part.getList("reviews.reviewId")).isEqualTo(newestFirst.subList(4, 6));
        http.get("/api/v1/reviews/recent?cursor=x").then().statusCode(400).body("field", equalTo("cursor"));
    }

    @Test
    void shouldNameCardsThatAreForgottenMoreOftenThanPredicted() {
        // given
        var reviews = new ArrayList<Map<String, Object>>();
        for (int day = 0; day < 7; day++) {
            var at = START.plus(Duration.ofDays(day));
            reviews.add(Json.with(Json.review(card, at), "rating", day == 0 ? "GOOD" : "AGAIN"));
            reviews.add(Json.review(other, at));
        }
        var position = send("reviews", reviews).getString("position");

        // when
        var leeches = http.get("/api/v1/leeches?after={after}", position).jsonPath();

        // then
        assertThat(leeches.getBoolean("caughtUp")).isTrue();
        assertThat(leeches.getLong("tested")).isEqualTo(2);
        assertThat(leeches.getList("leeches.cardId")).containsExactly(card.toString());
        assertThat(leeches.getInt("leeches[0].n")).isEqualTo(6);
        assertThat(leeches.getInt("leeches[0].lapses")).isEqualTo(6);
        assertThat(leeches.getDouble("leeches[0].expected")).isBetween(0.0, 6.0);
        assertThat(leeches.getDouble("leeches[0].q")).isLessThan(0.05);
        assertThat(http.history(card, null).jsonPath().getBoolean("leech")).isTrue();
        assertThat(http.history(other, null).jsonPath().getBoolean("leech")).isFalse();
        http.get("/api/v1/leeches?level=2").then().statusCode(400).body("field", equalTo("level"));
    }

    private JsonPath send(String kind, List<? extends Map<String, ?>> items) {
        return http.post("/api/v1/" + kind, Map.of(kind, items))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private JsonPath state(JsonPath written) {
        return http.history(card, written.getString("position")).jsonPath();
    }

    private Map<String, Object> action(String action, Instant at, String... dueDay) {
        var body = new LinkedHashMap<String, Object>();
        body.put("actionId", Ids.v7().toString());
        body.put("cardId", card.toString());
        body.put("action", action);
        body.put("actedAt", at.toString());
        body.put("clientId", "phone");
        body.put("clientSeq", 2);
        if (dueDay.length > 0) {
            body.put(dueDay[0], dueDay[1]);
        }
        return body;
    }

    private static Map<String, Object> retraction(Object target, UUID card) {
        return Map.of(
                "retractionId",
                Ids.v7().toString(),
                "target",
                target,
                "cardId",
                card.toString(),
                "retractedAt",
                START.plus(Duration.ofDays(60)).toString(),
                "clientId",
                "phone",
                "clientSeq",
                3);
    }
}
