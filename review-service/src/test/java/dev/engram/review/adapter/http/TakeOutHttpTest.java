package dev.engram.review.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.engram.events.CardId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.events.codec.Decoded;
import dev.engram.events.codec.LearnerEvents;
import dev.engram.projections.LogFold;
import dev.engram.projections.learner.LearnerCardKey;
import dev.engram.projections.learner.LearnerCardProjection;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a learner takes out is enough to compute everything again. */
@QuarkusTest
@TestProfile(SharedServers.class)
class TakeOutHttpTest {
    private final UUID learner = UUID.randomUUID();
    private final Http http = Http.as(learner);
    private final ObjectMapper mapper = new ObjectMapper();
    private final List<UUID> ids = Stream.generate(Ids::v7).limit(30).toList();
    private CardServiceDouble cards;

    @BeforeEach
    void startCardService() {
        cards = CardServiceDouble.at(ConfigProvider.getConfig().getValue("engram.cards.url", URI.class));
        ids.forEach(cards::knowsCard);
    }

    @AfterEach
    void stopCardService() {
        cards.close();
    }

    private static List<String> lines(Http as, String file) {
        return as.get("/internal/take-out/" + file)
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .toList();
    }

    private LearnerEvent event(String line) throws IOException {
        var read = mapper.readTree(line);
        var data = read.get("data");
        var headers = Map.of(
                "ce_type", read.get("type").asText(),
                "ce_source", "urn:engram:review-service",
                "ce_specversion", "1.0",
                "ce_id", data.get("eventId").asText(),
                "ce_time", data.get("at").asText(),
                "ce_partitionkey", data.get("learnerId").asText(),
                "content-type", "application/json");
        var decoded = LearnerEvents.codec().decode(headers, mapper.writeValueAsBytes(data));
        assertThat(decoded).isInstanceOf(Decoded.Event.class);
        return ((Decoded.Event<LearnerEvent>) decoded).event();
    }

    @Test
    void shouldFoldToTheSameStates() throws IOException {
        // given
        var reviews = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < 120; i++) {
            var at = Instant.parse("2026-03-01T08:00:00Z").plusSeconds(40_000L * i);
            reviews.add(Json.review(ids.get(i % ids.size()), at));
        }
        http.reviews(reviews).then().statusCode(200);
        var taken = reviews.getFirst();
        var last = http.post(
                "/api/v1/reviews/" + taken.get("reviewId") + "/retraction",
                Map.of(
                        "retractionId", Ids.v7(),
                        "cardId", ids.getFirst(),
                        "clientId", "phone",
                        "clientSeq", 9_000,
                        "retractedAt", Instant.now().toString()));
        last.then().statusCode(200);
        http.history(ids.getFirst(), last.jsonPath().getString("position"))
                .then()
                .statusCode(200);
        // when
        var fold = new LogFold<>(new LearnerCardProjection("again"));
        for (var line : lines(http, "events.ndjson")) {
            fold.apply(0, event(line));
        }
        var shown = lines(http, "cards.ndjson");
        var rows = lines(http, "reviews.csv");
        // then
        assertThat(shown).hasSize(ids.size());
        assertThat(fold.documents()).hasSize(ids.size());
        for (var line : shown) {
            JsonNode card = mapper.readTree(line);
            var key = new LearnerCardKey(
                    new LearnerId(learner),
                    new CardId(UUID.fromString(card.get("cardId").asText())));
            var state = fold.documents().get(key).state().state();
            assertThat(card.get("state").get("stabilityDays").asDouble()).isEqualTo(state.stabilityDays());
            assertThat(card.get("state").get("difficulty").asDouble()).isEqualTo(state.difficulty());
            assertThat(card.get("state").get("dueAt").asText()).isEqualTo(String.valueOf(state.dueAt()));
            assertThat(card.get("state").get("reviews").asInt()).isEqualTo(state.reviews());
        }
        assertThat(rows).hasSize(121).first().asString().startsWith("reviewId,cardId,reviewedAt");
        assertThat(rows)
                .filteredOn(row -> row.endsWith(",true"))
                .singleElement()
                .asString()
                .contains(String.valueOf(taken.get("reviewId")));
    }

    @Test
    void shouldHoldNothingOfOthers() {
        // given
        var position =
                http.reviews(List.of(Json.review(ids.getFirst()))).jsonPath().getString("position");
        http.history(ids.getFirst(), position).then().statusCode(200);
        var other = Http.as(UUID.randomUUID());
        // when
        var events = lines(other, "events.ndjson");
        var states = lines(other, "cards.ndjson");
        // then
        assertThat(events).isEmpty();
        assertThat(states).isEmpty();
        assertThat(lines(http, "events.ndjson")).hasSize(1);
    }
}
