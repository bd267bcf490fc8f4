package dev.engram.gateway.adapter.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.engram.events.CohortId;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.gateway.application.AccountStore;
import dev.engram.gateway.application.AuditTrail;
import dev.engram.gateway.application.cohort.CohortStore;
import dev.engram.gateway.domain.Account;
import dev.engram.gateway.domain.AuditAction;
import dev.engram.gateway.domain.AuditEntry;
import dev.engram.gateway.domain.Cohort;
import dev.engram.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is asked what about a class, under which names it is answered, and what the audit trail says. */
@QuarkusTest
@TestProfile(GatewayProfile.class)
class ClassFigureResourceTest {
    private static final TestTokens TOKENS = TestTokens.shared();
    private static final String HEADER = """
            "asOf":"2026-10-03T08:00:00Z","model":"FSRS-6","weightsVersions":["fsrs6"],"learners":2,"caughtUp":true,
            "parked":false,"cardsUnknown":0,"simulated":false,"definitions":{"mastery":"mastery"}""";

    private final LearnerId teacher = new LearnerId(UUID.randomUUID());
    private final LearnerId ada = new LearnerId(UUID.randomUUID());
    private final LearnerId gone = new LearnerId(UUID.randomUUID());
    private final String name = "ada." + UUID.randomUUID().toString().substring(0, 8);
    private final Cohort cohort = cohort(LocalDate.parse("2027-06-15"));

    @Inject
    AccountStore accounts;

    @Inject
    CohortStore cohorts;

    @Inject
    AuditTrail audit;

    @ConfigProperty(name = "engram.services.analytics.url")
    URI analyticsAddress;

    @ConfigProperty(name = "engram.services.reviews.url")
    URI reviewsAddress;

    private StandInService analytics;
    private StandInService reviews;

    private Cohort cohort(LocalDate exam) {
        return new Cohort(
                new CohortId(UUID.randomUUID()),
                teacher,
                "Autumn",
                new DeckId(UUID.randomUUID()),
                exam,
                false,
                Instant.parse("2026-03-01T08:00:00Z"),
                1);
    }

    @BeforeEach
    void start() {
        analytics = new StandInService(analyticsAddress);
        reviews = new StandInService(reviewsAddress);
        accounts.create(new Account(name, "no hash", ada, Set.of("learner"), false));
        cohorts.create(cohort, UUID.randomUUID().toString());
        isMember(false);
    }

    @AfterEach
    void stop() {
        analytics.close();
        reviews.close();
    }

    private void isMember(boolean member) {
        var joined = member ? "{\"cohortId\":\"%s\",\"joinedAt\":\"2026-03-01T08:00:00Z\"}".formatted(cohort.id()) : "";
        reviews.answers(exchange -> StandInService.answer(
                exchange,
                200,
                "application/json",
                "{\"cohorts\":[" + joined + "],\"caughtUp\":true,\"parked\":false}"));
    }

    private void answersGrid() {
        analytics.answers(exchange -> StandInService.answer(
                exchange, 200, "application/json", """
                {%s,"horizonDays":12.0,"cells":[
                 {"learner":"%s","tag":"ml","mastery":0.43309896618127824,"seen":1,"cards":2,"level":"low"},
                 {"learner":"%s","tag":"ml","mastery":0.1,"seen":1,"cards":2,"level":"low"}]}""".formatted(HEADER, ada.text(), gone.text())));
    }

    @Test
    void shouldAskForTheTeacherAndAnswerUsernamesAsJsonAndAsCsvWithTheSameDigits() {
        // given
        answersGrid();
        // when
        var json = as(teacher).queryParam("horizon", "12").get("/grid");
        var csv = as(teacher).accept("text/csv").get("/grid");
        // then: who has no account any more is left out
        json.then().statusCode(200).body("cells.learner", contains(name));
        assertThat(json.asString()).contains("0.43309896618127824").doesNotContain(ada.text(), gone.text());
        assertThat(csv.contentType()).startsWith("text/csv");
        assertThat(csv.asString())
                .contains("# asOf: 2026-10-03T08:00:00Z", "# definition of mastery: mastery")
                .contains("learner,tag,mastery,seen,cards,level\r\n" + name + ",ml,0.43309896618127824,1,2,low\r\n")
                .doesNotContain(ada.text(), gone.text());
        // and: the service was asked by ids
        assertThat(analytics.arrived())
                .extracting(StandInService.Arrived::uri)
                .containsExactly(
                        path() + "/grid" + query() + "&examDate=2027-06-15&horizon=12",
                        path() + "/grid" + query() + "&examDate=2027-06-15");
        // and: both views are in the audit trail
        assertThat(views()).hasSize(2).allSatisfy(entry -> {
            assertThat(entry.actor()).isEqualTo(teacher);
            assertThat(entry.details()).containsEntry("figure", "grid");
        });
    }

    @Test
    void shouldWriteWhoseMasteryWasLookedAt() {
        // given
        analytics.answers(exchange -> StandInService.answer(
                exchange,
                200,
                "application/json",
                "{%s,\"learner\":\"%s\",\"horizonDays\":12.0,\"tags\":[]}".formatted(HEADER, ada.text())));
        // when
        as(teacher).get("/members/" + name + "/mastery").then().statusCode(200).body("learner", equalTo(name));
        as(teacher).get("/members/nobody-1/mastery").then().statusCode(404).body("field", equalTo("username"));
        // then
        assertThat(views())
                .singleElement()
                .satisfies(entry -> assertThat(entry.subject()).isEqualTo(ada));
        // when: who is no member is answered as who is nobody
        analytics.answers(
                exchange -> StandInService.answer(
                        exchange,
                        404,
                        "application/problem+json",
                        "{\"type\":\"urn:engram:problem:not-found\",\"title\":\"Not found\",\"status\":404,\"field\":\"learnerId\"}"));
        // then
        as(teacher).get("/members/" + name + "/mastery").then().statusCode(404).body("field", equalTo("username"));
    }

    @Test
    void shouldShowTheTeacherTheCardsAndAnswersBehindAFigureAndWriteWhoseTheyWere() {
        // given
        analytics.answers(exchange ->
                StandInService.answer(exchange, 200, "application/json", """
                {%s,"learner":"%s","horizonDays":12.0,"next":"n","cards":[],"cardId":"c","earlier":0,"answers":[]}""".formatted(HEADER, ada.text())));
        var card = UUID.randomUUID().toString();
        // when
        as(teacher)
                .queryParam("tag", "ml::a b")
                .queryParam("limit", "2")
                .get("/members/" + name + "/cards")
                .then()
                .statusCode(200)
                .body("learner", equalTo(name));
        as(teacher)
                .queryParam("cardId", card)
                .get("/members/" + name + "/answers")
                .then()
                .statusCode(200)
                .body("learner", equalTo(name));
        // then
        var learner = path() + "/learners/" + ada.text();
        assertThat(analytics.arrived())
                .extracting(StandInService.Arrived::uri)
                .containsExactly(
                        learner + "/cards" + query() + "&examDate=2027-06-15&limit=2&tag=ml%3A%3Aa+b",
                        learner + "/answers" + query() + "&cardId=" + card);
        assertThat(views())
                .allSatisfy(entry -> assertThat(entry.subject()).isEqualTo(ada))
                .extracting(entry -> entry.details().get("figure"))
                .containsExactlyInAnyOrder("cards", "answers");
        // and: what is refused is not in the trail
        as(teacher).get("/members/" + name + "/answers").then().statusCode(400).body("field", equalTo("cardId"));
        as(teacher).get("/members/nobody-1/cards").then().statusCode(404).body("field", equalTo("username"));
        for (var what : List.of("cards", "answers?cardId=" + card)) {
            as(ada).get("/members/" + name + "/" + what).then().statusCode(403);
            with(teacher, "researcher")
                    .get("/members/" + name + "/" + what)
                    .then()
                    .statusCode(403);
            teacher(new LearnerId(UUID.randomUUID()))
                    .get("/members/" + name + "/" + what)
                    .then()
                    .statusCode(404)
                    .body("field", equalTo("cohortId"));
        }
        assertThat(views()).hasSize(2);
        assertThat(analytics.arrived()).hasSize(2);
    }

    @Test
    void shouldGiveMembersTheClassWithoutSmallCellsAndTheirOwnRisks() {
        // given
        isMember(true);
        analytics.answers(exchange -> StandInService.answer(
                exchange,
                200,
                "application/json",
                "{%s,\"horizonDays\":30.0,\"tags\":[],\"risks\":[]}".formatted(HEADER)));
        // when
        as(ada).get("/mastery").then().statusCode(200);
        as(ada).get("/risks").then().statusCode(200);
        // then
        assertThat(analytics.arrived())
                .extracting(StandInService.Arrived::uri)
                .containsExactly(
                        path() + "/mastery/suppressed" + query() + "&examDate=2027-06-15",
                        path() + "/risks/own" + query());
        assertThat(views()).isEmpty();
        // and: members choose nothing, and see nobody else
        as(ada).queryParam("horizon", "3")
                .get("/mastery")
                .then()
                .statusCode(400)
                .body("field", equalTo("horizon"));
        as(ada).queryParam("simulated", "true").get("/risks").then().statusCode(400);
        for (var figure : List.of("/grid", "/cards", "/struggling", "/members/" + name + "/mastery")) {
            as(ada).get(figure).then().statusCode(403);
        }
    }

    @Test
    void shouldAnswerStrangersAndOtherTeachersAsForNoCohort() {
        var other = new LearnerId(UUID.randomUUID());
        for (var figure :
                List.of("/mastery", "/grid", "/cards", "/risks", "/struggling", "/members/" + name + "/mastery")) {
            teacher(other).get(figure).then().statusCode(404).body("field", equalTo("cohortId"));
        }
        as(ada).get("/mastery").then().statusCode(404);
        given().auth()
                .oauth2(TOKENS.token(other.text(), Set.of("teacher")))
                .queryParam("cohortIds", cohort.id().toString())
                .get("/api/v1/cohorts/comparison")
                .then()
                .statusCode(404);
        assertThat(analytics.arrived()).isEmpty();
    }

    @Test
    void shouldPutClassesSideBySideByTag() {
        // given
        var second = cohort(null);
        cohorts.create(second, UUID.randomUUID().toString());
        analytics.answers(exchange -> {
            boolean isFirst =
                    exchange.getRequestURI().toString().contains(cohort.id().toString());
            StandInService.answer(exchange, 200, "application/json", """
                    {%s,"horizonDays":30.0,"tags":[%s,%s]}""".formatted(
                            HEADER, row(isFirst ? "ml" : "ML", 0.5), row(isFirst ? "" : "zoology", 0.25)));
        });
        // when
        var compared = given().auth()
                .oauth2(TOKENS.token(teacher.text(), Set.of("teacher")))
                .queryParam("cohortIds", cohort.id() + "," + second.id())
                .get("/api/v1/cohorts/comparison");
        // then
        compared.then()
                .statusCode(200)
                .body("tags.tag", contains("ml", "ML", "zoology", ""))
                .body(
                        "tags.cohortId",
                        contains(
                                cohort.id().toString(),
                                second.id().toString(),
                                second.id().toString(),
                                cohort.id().toString()))
                .body("definitions.mean", equalTo("class-mean"));
        assertThat(analytics.arrived())
                .allSatisfy(call -> assertThat(call.uri()).contains("horizon=30"));
    }

    private static String row(String tag, double mean) {
        return """
                {"tag":"%s","cards":3,"learners":{"learners":2},"mean":{"value":%s},"median":{"value":0.5},
                 "coverage":{"value":1.0}}""".formatted(tag, mean);
    }

    @Test
    void shouldSayHowFarTheFiguresOfALargeClassAre() {
        // given
        analytics.answers(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "5");
            StandInService.answer(
                    exchange,
                    503,
                    "application/problem+json",
                    "{\"type\":\"urn:engram:problem:snapshot-in-progress\",\"title\":\"Computed\",\"status\":503,\"progress\":0.4}");
        });
        // then
        as(teacher)
                .get("/grid")
                .then()
                .statusCode(503)
                .header("Retry-After", equalTo("5"))
                .body("type", containsString("snapshot-in-progress"))
                .body("progress", equalTo(0.4f));
        assertThat(views()).isEmpty();
    }

    private List<AuditEntry> views() {
        return audit.newest(null, 100).stream()
                .map(AuditTrail.Kept::entry)
                .filter(entry -> entry.action() == AuditAction.COHORT_FIGURES_READ)
                .filter(entry -> cohort.id().toString().equals(entry.details().get("cohort")))
                .toList();
    }

    private String path() {
        return "/internal/cohorts/" + cohort.id();
    }

    private String query() {
        return "?deckId=" + cohort.deckId();
    }

    private RequestSpecification as(LearnerId person) {
        return person.equals(teacher) ? teacher(person) : with(person, "learner");
    }

    private RequestSpecification teacher(LearnerId person) {
        return with(person, "teacher");
    }

    private RequestSpecification with(LearnerId person, String role) {
        return given().basePath("/api/v1/cohorts/" + cohort.id())
                .auth()
                .oauth2(TOKENS.token(person.text(), Set.of(role)));
    }
}
