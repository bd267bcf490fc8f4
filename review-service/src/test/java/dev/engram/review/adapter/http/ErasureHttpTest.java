package dev.engram.review.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.engram.events.Ids;
import dev.engram.projections.ContextHash;
import dev.engram.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(SharedServers.class)
class ErasureHttpTest {
    private final UUID learner = UUID.randomUUID();
    private final UUID card = Ids.v7();
    private final Http http = Http.as(learner);
    private final Http officer =
            Http.with(TestTokens.shared().token(UUID.randomUUID().toString(), Set.of("data-officer")));
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

    private Map<String, String> request() {
        return Map.of("learnerId", learner.toString(), "eventId", Ids.v7().toString());
    }

    @Test
    void shouldDropALearnerConfirmItAndRefuseWhatComesLater() {
        // given
        var position = http.reviews(List.of(Json.review(card))).jsonPath().getString("position");
        http.history(card, position).then().body("reviews.size()", equalTo(1));
        // when
        officer.post("/internal/erased-learners", request()).then().statusCode(200);
        // then
        var path = "/internal/erasures/" + ContextHash.of(learner.toString());
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            var stores = officer.get(path).then().statusCode(200).extract().jsonPath();
            assertThat(stores.getList("stores.projection")).containsExactly("schedule");
            assertThat(stores.getList("stores.seen")).containsExactly(true);
            assertThat(stores.getList("stores.documents")).containsExactly(1);
        });
        http.reviews(List.of(Json.review(card)))
                .then()
                .statusCode(410)
                .body("type", equalTo("urn:engram:problem:learner-erased"));
        http.put("/api/v1/decks/" + Ids.v7() + "/membership").then().statusCode(410);
        http.history(card, null).then().statusCode(200).body("reviews.size()", equalTo(0));
    }

    @Test
    void shouldBeForDataOfficersOnly() {
        http.post("/internal/erased-learners", request()).then().statusCode(403);
        http.get("/internal/erasures/" + "0".repeat(64)).then().statusCode(403);
        officer.get("/internal/erasures/1").then().statusCode(400);
    }
}
