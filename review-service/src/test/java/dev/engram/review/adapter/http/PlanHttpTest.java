package dev.engram.review.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.engram.events.Ids;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(SharedServers.class)
class PlanHttpTest {
    private static final String PLAN = "/api/v1/plan";

    private final UUID learner = UUID.randomUUID();
    private final Http http = Http.as(learner);
    private CardServiceDouble cards;

    @BeforeEach
    void startCardService() {
        cards = CardServiceDouble.at(ConfigProvider.getConfig().getValue("engram.cards.url", URI.class));
    }

    @AfterEach
    void stopCardService() {
        cards.close();
    }

    @Test
    void shouldSayWhetherAZoneWasEverSetAndKeepWhatIsNotNamed() {
        // given
        var before = http.get(PLAN);
        before.then()
                .statusCode(200)
                .header("ETag", "\"default\"")
                .body("zoneSet", equalTo(false))
                .body("source", equalTo("default"));

        // when
        http.put(PLAN, Map.of("newCardsPerDay", 5)).then().statusCode(200).body("plan.zoneSet", equalTo(false));
        var changed = http.put(PLAN, Map.of("zone", "Europe/Berlin"));

        // then
        changed.then()
                .statusCode(200)
                .body("plan.zone", equalTo("Europe/Berlin"))
                .body("plan.newCardsPerDay", equalTo(5))
                .body("position", startsWith("reviews-"));
        var after = http.get(PLAN + "?after={after}", changed.jsonPath().getString("position"));
        after.then()
                .body("zoneSet", equalTo(true))
                .body("source", equalTo("learner"))
                .header("ETag", changed.header("ETag"));
        // and the same once more writes nothing
        var same = http.put(PLAN, Map.of("zone", "Europe/Berlin"));
        assertThat(same.header("ETag")).isEqualTo(changed.header("ETag"));
        assertThat(same.jsonPath().getString("position")).isNull();
    }

    @Test
    void shouldNotOverwriteAPlanThatHasChangedSinceItWasRead() {
        // given
        var read = http.get(PLAN).header("ETag");
        var first = http.putIfMatch(PLAN, read, Map.of("reviewsPerDay", 10));

        // when
        var second = http.putIfMatch(PLAN, read, Map.of("reviewsPerDay", 20));

        // then
        first.then().statusCode(200);
        second.then()
                .statusCode(412)
                .body("type", equalTo("urn:engram:problem:plan-conflict"))
                .header("ETag", first.header("ETag"));
        http.putIfMatch(PLAN, first.header("ETag"), Map.of("reviewsPerDay", 20))
                .then()
                .statusCode(200);
        http.putIfMatch(PLAN, "5", Map.of("reviewsPerDay", 30)).then().statusCode(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zone|{\"zone\":\"Berlin\"}",
                "zone|{\"zone\":\"+02:00\"}",
                "rolloverHour|{\"rolloverHour\":24}",
                "desiredRetention|{\"desiredRetention\":0.5}",
                "learningSteps[1]|{\"learningSteps\":[\"PT1M\",\"ten\"]}",
                "learningSteps|{\"learningSteps\":[\"PT0.1S\"]}",
                "maximumIntervalDays|{\"maximumIntervalDays\":0}",
                "newCardsPerDay|{\"newCardsPerDay\":-1}",
                "reviewOrder|{\"reviewOrder\":\"random\"}",
                "fitting|{\"fitting\":\"on\"}",
                "weightsVersion|{\"weights\":[1]}",
                "weights|{\"weights\":[1],\"weightsVersion\":\"mine\"}",
                "retentionGoals[0]|{\"retentionGoals\":[{\"desiredRetention\":0.9}]}",
                "retentionGoals[0].desiredRetention|{\"retentionGoals\":[{\"tag\":\"a\",\"desiredRetention\":1}]}",
                "breaks[0].to|{\"breaks\":[{\"from\":\"2026-12-24\",\"to\":\"2026-12-23\"}]}",
                "colour|{\"colour\":1}",
            })
    void shouldNameTheFieldThatBreaksARule(String field, String body) {
        var plan = http.get(PLAN).header("ETag");
        http.put(PLAN, body)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:engram:problem:invalid-field"))
                .body("field", equalTo(field));
        assertThat(http.get(PLAN).header("ETag")).isEqualTo(plan);
    }

    @Test
    void shouldOfferNothingInABreakAndShowWhatItCosts() {
        // given: a card due again in ten minutes
        var card = Ids.v7();
        cards.knowsCard(card);
        var recorded = http.reviews(List.of(Json.review(card))).jsonPath().getString("position");
        var today = LocalDate.now(ZoneOffset.UTC).minusDays(1);
        var pause = Map.of("from", today.toString(), "to", today.plusDays(9).toString());

        // when
        var preview = http.post(PLAN + "/preview?days=5", Map.of("breaks", List.of(pause)));
        var changed = http.put(PLAN, Map.of("breaks", List.of(pause)));

        // then
        preview.then().statusCode(200);
        assertThat(preview.jsonPath().getList("days.proposed")).containsOnly(0).hasSize(5);
        changed.then().statusCode(200);
        http.get(
                        "/api/v1/queue?after={after}",
                        recorded + "," + changed.jsonPath().getString("position"))
                .then()
                .body("counts.due", equalTo(0))
                .body("counts.new", equalTo(0));
        http.post(PLAN + "/preview?days=366", Map.of()).then().statusCode(400);
        RestAssured.given().get(PLAN).then().statusCode(401);
    }
}
