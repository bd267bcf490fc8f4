package dev.engram.gateway.adapter.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import dev.engram.gateway.adapter.http.ServiceRoutes.ServicesConfig;
import dev.engram.gateway.application.AuditTrail;
import dev.engram.gateway.application.AuditTrail.Kept;
import dev.engram.gateway.domain.Service;
import dev.engram.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators see and do at the public port; cards and analytics are away. */
@QuarkusTest
@TestProfile(GatewayProfile.class)
class OperationsResourceTest {
    private static final String SCHEDULE = "/reviews/projections/schedule";

    @Inject
    ServicesConfig services;

    @Inject
    AuditTrail audit;

    private StandInService reviews;

    @BeforeEach
    void start() {
        reviews = new StandInService(services.of(Service.REVIEWS));
    }

    @AfterEach
    void stop() {
        reviews.close();
    }

    private static RequestSpecification as(String role) {
        var token = TestTokens.shared().token(UUID.randomUUID().toString(), Set.of(role));
        return given().auth().oauth2(token).basePath("/api/v1/operations").contentType("application/json");
    }

    @Test
    void shouldShowServicesThatAnswerBesideThoseThatDoNot() {
        // given
        reviews.answers(exchange -> StandInService.answer(exchange, 200, "application/json", """
                {"service":"review-service","projections":[{"name":"schedule","foldVersion":3,"state":"LIVE","serving":true,"generations":[]}]}"""));
        // then
        as("operator")
                .get("/projections")
                .then()
                .statusCode(200)
                .body("services.service", equalTo(List.of("cards", "reviews", "analytics")))
                .body("services.available", equalTo(List.of(false, true, false)))
                .body("services[0].problem", containsString("answered 503"))
                .body("services[1].problem", nullValue())
                .body("services[1].projections[0].state", equalTo("LIVE"))
                .body("services[2].projections", nullValue());
    }

    @Test
    void shouldAskTheServiceAsTheOperatorAndTellTheAuditTrail() {
        // given
        reviews.answers(exchange -> StandInService.answer(
                exchange, 202, "application/json", "{\"projection\":\"schedule\",\"state\":\"RUNNING\"}"));
        // when
        as("operator").post(SCHEDULE + "/rebuild").then().statusCode(204);
        as("operator").delete(SCHEDULE + "/rebuild").then().statusCode(204);
        as("operator")
                .post(SCHEDULE + "/audit?repair=true")
                .then()
                .statusCode(202)
                .body("state", equalTo("RUNNING"));
        as("operator").body("{}").post(SCHEDULE + "/parked/replay").then().statusCode(200);
        as("operator")
                .body("{\"event\":\"3-17\",\"note\":\"not ours\"}")
                .post(SCHEDULE + "/parked/discard")
                .then()
                .statusCode(204);
        as("operator")
                .body("{\"partition\":3,\"offset\":17,\"why\":\"stuck\"}")
                .post(SCHEDULE + "/skip")
                .then()
                .statusCode(204);
        as("operator").get(SCHEDULE + "/parked/3-17").then().statusCode(200);
        as("operator").get(SCHEDULE + "/parked?limit=5&cursor=3-18").then().statusCode(200);
        as("operator").get(SCHEDULE + "/audit").then().statusCode(200);
        // then
        assertThat(reviews.arrived().stream()
                        .filter(arrived -> arrived.body().length() < 3)
                        .map(arrived -> arrived.method() + " " + arrived.uri() + " " + arrived.body()))
                .containsExactly(
                        "POST /internal/projections/schedule/rebuild ",
                        "DELETE /internal/projections/schedule/rebuild ",
                        "POST /internal/projections/schedule/audit?repair=true ",
                        "POST /internal/projections/schedule/parked/replay {}",
                        "GET /internal/projections/schedule/parked/3-17 ",
                        "GET /internal/projections/schedule/parked?limit=5&cursor=3-18 ",
                        "GET /internal/projections/schedule/audit ");
        assertThat(reviews.arrived().get(4).body()).contains("\"event\":\"3-17\"", "\"note\":\"not ours\"");
        assertThat(reviews.arrived().get(5).body()).contains("\"partition\":3", "\"offset\":17", "\"why\":\"stuck\"");
        var officer = TestTokens.shared().token(UUID.randomUUID().toString(), Set.of("data-officer"));
        given().auth()
                .oauth2(officer)
                .get("/api/v1/audit-trail")
                .then()
                .body(
                        "entries.action",
                        hasItems(
                                "rebuild-started",
                                "rebuild-cancelled",
                                "projection-audited",
                                "parked-replayed",
                                "parked-discarded",
                                "record-skipped",
                                "parked-read"));
    }

    @Test
    void shouldTellTheAuditTrailBeforeTheServiceIsAsked() {
        // given: a service that does what it is asked, and is too slow to say so
        var name = "schedule" + UUID.randomUUID().toString().substring(0, 8);
        var told = new CompletableFuture<List<String>>();
        reviews.answers(exchange -> {
            told.complete(told(name));
            StandInService.answer(exchange, 504, "application/problem+json", "{}");
        });
        // when
        as("operator").post("/reviews/projections/" + name + "/rebuild").then().statusCode(502);
        // then
        assertThat(told.join()).containsExactly("REBUILD_STARTED ASKED");
        assertThat(told(name)).containsExactly("REBUILD_STARTED UNKNOWN", "REBUILD_STARTED ASKED");
    }

    @Test
    void shouldTellTheAuditTrailThatAChangeWasMade() {
        // given
        var name = "schedule" + UUID.randomUUID().toString().substring(0, 8);
        reviews.answers(exchange -> StandInService.answer(exchange, 202, "application/json", "{}"));
        // when
        as("operator").post("/reviews/projections/" + name + "/rebuild").then().statusCode(204);
        // then
        assertThat(told(name)).containsExactly("REBUILD_STARTED OK", "REBUILD_STARTED ASKED");
    }

    @Test
    void shouldTellTheAuditTrailThatAServiceIsAwayOrFails() {
        // given: a service that says that it fails, and one that nobody reaches
        var name = "schedule" + UUID.randomUUID().toString().substring(0, 8);
        reviews.answers(exchange -> StandInService.answer(exchange, 503, "application/problem+json", """
                {"type":"urn:engram:problem:database-unavailable","title":"The database is away","status":503}"""));
        for (var service : List.of("reviews", "cards")) {
            // when
            as("operator")
                    .body("{\"event\":\"3-17\",\"note\":\"not ours\"}")
                    .post("/" + service + "/projections/" + name + "/parked/discard")
                    .then()
                    .statusCode(503);
        }
        // then
        assertThat(told(name))
                .containsExactly(
                        "PARKED_DISCARDED FAILED",
                        "PARKED_DISCARDED ASKED",
                        "PARKED_DISCARDED FAILED",
                        "PARKED_DISCARDED ASKED");
    }

    @Test
    void shouldTellTheAuditTrailThatAnAnswerWasLost() {
        // given: a service that ends the connection after it has read what is asked
        var name = "schedule" + UUID.randomUUID().toString().substring(0, 8);
        reviews.answers(exchange -> exchange.close());
        // when
        as("operator").post("/reviews/projections/" + name + "/rebuild").then().statusCode(503);
        // then
        assertThat(told(name)).containsExactly("REBUILD_STARTED UNKNOWN", "REBUILD_STARTED ASKED");
    }

    private List<String> told(String projection) {
        return audit.newest(null, 20).stream()
                .map(Kept::entry)
                .filter(entry -> projection.equals(entry.details().get("projection")))
                .map(entry -> entry.action() + " " + entry.outcome())
                .toList();
    }

    @Test
    void shouldTellTheAuditTrailOfARefusal() {
        // given
        var name = "schedule" + UUID.randomUUID().toString().substring(0, 8);
        reviews.answers(exchange -> StandInService.answer(exchange, 409, "application/problem+json", """
                {"type":"urn:engram:problem:rebuild-not-running","title":"None is being built","status":409}"""));
        // when
        as("operator")
                .delete("/reviews/projections/" + name + "/rebuild")
                .then()
                .statusCode(409);
        // then
        assertThat(told(name)).containsExactly("REBUILD_CANCELLED REFUSED", "REBUILD_CANCELLED ASKED");
    }

    @Test
    void shouldHandOnWhyAServiceRefuses() {
        // given
        reviews.answers(exchange -> StandInService.answer(exchange, 409, "application/problem+json", """
                {"type":"urn:engram:problem:rebuild-running","title":"A generation is being built already","status":409}"""));
        // then
        as("operator")
                .post(SCHEDULE + "/rebuild")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:engram:problem:rebuild-running"));
        as("operator").get("/cards/projections/x/audit").then().statusCode(503);
        as("operator").get("/others/projections/x/audit").then().statusCode(404);
        as("operator").post(SCHEDULE + "/audit?repair=yes").then().statusCode(400);
        as("operator")
                .body("{\"event\":\"3-17\"}")
                .post(SCHEDULE + "/parked/discard")
                .then()
                .statusCode(400);
        as("operator")
                .body("{\"evnt\":\"3-17\"}")
                .post(SCHEDULE + "/parked/replay")
                .then()
                .statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"learner", "teacher", "author", "researcher", "data-officer", "administrator"})
    void shouldBeForOperatorsOnly(String role) {
        as(role).get("/projections").then().statusCode(403);
        as(role).post(SCHEDULE + "/rebuild").then().statusCode(403);
        assertThat(reviews.arrived()).isEmpty();
    }
}
