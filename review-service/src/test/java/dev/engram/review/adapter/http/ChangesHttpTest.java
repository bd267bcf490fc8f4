package dev.engram.review.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.engram.events.Ids;
import dev.engram.projections.feed.FeedCursor;
import dev.engram.projections.feed.FeedCursorCodec;
import dev.engram.projections.feed.Turn;
import dev.engram.testing.EventReader;
import dev.engram.testing.TestTokens;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What has changed is told when asked, and as it happens. */
@QuarkusTest
@TestProfile(SharedServers.class)
class ChangesHttpTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TestHTTPResource("/api/v1/changes/stream")
    URI stream;

    private final UUID learner = UUID.randomUUID();
    private final String token = TestTokens.shared().learner(learner);
    private final Http http = Http.as(learner);
    private final UUID card = Ids.v7();
    private CardServiceDouble cards;

    @BeforeEach
    void startCardService() {
        cards = CardServiceDouble.at(ConfigProvider.getConfig().getValue("engram.cards.url", URI.class));
        cards.knowsCard(card);
    }

    @AfterEach
    void stopCardService() {
        cards.close();
    }

    @Test
    void shouldTellWhatHasChangedSinceAnEarlierAnswer() {
        // given
        var before =
                http.get("/api/v1/changes").then().statusCode(200).extract().jsonPath();
        // when
        var position = review();
        var after = http.get("/api/v1/changes?since={since}&after={after}", before.getString("next"), position)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        // then
        assertThat(before.getBoolean("reset")).isTrue();
        assertThat(before.getMap("plan")).containsEntry("rolloverHour", 4);
        assertThat(before.getList("decks")).isEmpty();
        assertThat(after.getBoolean("reset")).isFalse();
        assertThat(after.getBoolean("more")).isFalse();
        assertThat(after.getBoolean("caughtUp")).isTrue();
        assertThat(after.getList("schedules")).hasSize(1);
        assertThat(after.getString("schedules[0].cardId")).isEqualTo(card.toString());
        assertThat(after.getInt("schedules[0].state.reviews")).isOne();
        assertThat(after.getMap("")).doesNotContainKeys("plan", "decks");
    }

    @Test
    void shouldTellThePlanAsItIsRead() {
        // given
        var next = http.get("/api/v1/changes").then().statusCode(200).extract().<String>path("next");
        // when something changes that no schedule depends on
        var position = http.put(
                        "/api/v1/plan", Map.of("breaks", List.of(Map.of("from", "2026-08-01", "to", "2026-08-14"))))
                .then()
                .statusCode(200)
                .extract()
                .<String>path("position");
        // then
        Map<String, Object> read = new HashMap<>(http.get("/api/v1/plan?after={after}", position)
                .then()
                .extract()
                .<Map<String, Object>>path(""));
        read.keySet().removeAll(Set.of("caughtUp", "parked"));
        assertThat(read).containsKeys("breaks", "retentionGoals", "reviewOrder", "fitting", "zoneSet");
        http.get("/api/v1/changes?since={since}&after={after}", next, position)
                .then()
                .statusCode(200)
                .body("plan", equalTo(read))
                .body("plan.breaks[0].to", equalTo("2026-08-14"));
    }

    @Test
    void shouldRefuseACursorOfOtherPartitions() {
        // given: what a client has put together
        var since = FeedCursorCodec.encode(FeedCursor.beginning(1, List.of(new Turn(1, 1))));
        // when, then
        http.get("/api/v1/changes?since={since}", since).then().statusCode(400).body("field", equalTo("since"));
        try (var reader = open(Map.of("Last-Event-ID", since))) {
            assertThat(reader.status()).isEqualTo(400);
        }
    }

    @Test
    void shouldRefuseWhatIsNoCursor() {
        http.get("/api/v1/changes?since=abc")
                .then()
                .statusCode(400)
                .body("field", equalTo("since"))
                .body("rule", equalTo("must be the next of an earlier answer"));
        http.get("/api/v1/changes?limit=0").then().statusCode(400).body("field", equalTo("limit"));
        try (var reader = open(Map.of("Last-Event-ID", "abc"))) {
            assertThat(reader.status()).isEqualTo(400);
        }
    }

    @Test
    void shouldTellAChangeAsItHappensAndGoOnAfterTheLastEvent() throws IOException {
        // given
        String last;
        try (var reader = open(Map.of())) {
            assertThat(reader.status()).isEqualTo(200);
            assertThat(data(reader.next("change", LONG)).get("reset").asBoolean())
                    .isTrue();
            reader.next("comment", LONG);
            // when
            review();
            // then
            var event = reader.next("change", LONG);
            last = event.id();
            assertThat(data(event).get("reset").asBoolean()).isFalse();
            assertThat(data(event).get("next").asText()).isEqualTo(last);
            assertThat(cardsOf(event)).containsExactly(card.toString());
        }
        // when something happens while nobody listens
        var missed = Ids.v7();
        cards.knowsCard(missed);
        review(missed);
        try (var reader = open(Map.of("Last-Event-ID", last))) {
            // then
            assertThat(cardsOf(reader.next("change", LONG))).containsExactly(missed.toString());
        }
    }

    @Test
    void shouldOpenOnlySoManyStreamsOfALearner() {
        try (var first = open(Map.of());
                var second = open(Map.of())) {
            // when
            try (var third = open(Map.of())) {
                // then
                assertThat(List.of(first.status(), second.status(), third.status()))
                        .containsExactly(200, 200, 429);
            }
        }
        await().atMost(LONG).untilAsserted(() -> {
            try (var again = open(Map.of())) {
                assertThat(again.status()).isEqualTo(200);
            }
        });
    }

    @Test
    void shouldEndAStreamWithItsToken() {
        // given
        var brief = TestTokens.shared().lasting(Duration.ofSeconds(3), learner.toString(), Set.of("learner"));
        // when
        try (var reader = EventReader.open(stream, Map.of("Authorization", "Bearer " + brief))) {
            // then
            reader.next("end", LONG);
        }
    }

    private EventReader open(Map<String, String> more) {
        var headers = new HashMap<>(more);
        headers.put("Authorization", "Bearer " + token);
        return EventReader.open(stream, headers);
    }

    private String review() {
        return review(card);
    }

    private String review(UUID of) {
        return http.reviews(List.of(Json.review(of)))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getString("position");
    }

    private static JsonNode data(EventReader.Event event) throws IOException {
        return JSON.readTree(event.data());
    }

    private static List<String> cardsOf(EventReader.Event event) throws IOException {
        return data(event).get("schedules").findValuesAsText("cardId");
    }
}
