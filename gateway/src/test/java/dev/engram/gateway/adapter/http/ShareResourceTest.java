package dev.engram.gateway.adapter.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.engram.events.LearnerId;
import dev.engram.gateway.application.AccountStore;
import dev.engram.gateway.application.UnknownNames;
import dev.engram.gateway.domain.Account;
import dev.engram.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(GatewayProfile.class)
class ShareResourceTest {
    private static final TestTokens TOKENS = TestTokens.shared();

    private final UUID author = UUID.randomUUID();
    private final UUID deck = UUID.randomUUID();
    private final String name = "ada." + UUID.randomUUID().toString().substring(0, 8);
    private final LearnerId ada = new LearnerId(UUID.randomUUID());

    @Inject
    AccountStore accounts;

    @ConfigProperty(name = "engram.services.cards.url")
    URI cardsAddress;

    private StandInService cards;

    @BeforeEach
    void start() {
        cards = new StandInService(cardsAddress);
        accounts.create(new Account(name, "no hash", ada, Set.of("learner"), false));
    }

    @AfterEach
    void stop() {
        cards.close();
    }

    @Test
    void shouldNamePersonsByPseudonymToCardServiceAndByUsernameToClients() {
        // given
        cards.answers(exchange ->
                StandInService.answer(exchange, 200, "application/json", """
                {"visibility":"PRIVATE","joinCode":null,"shares":[
                 {"learnerId":"%s","role":"EDITOR","at":"2026-03-01T08:30:00Z","byCode":false},
                 {"learnerId":"%s","role":"VIEWER","at":"2026-03-01T08:30:00Z","byCode":true}]}""".formatted(ada.text(), UUID.randomUUID())));
        // when
        as(author)
                .body(Map.of("role", "EDITOR"))
                .put("/" + name.toUpperCase(java.util.Locale.ROOT))
                .then()
                .statusCode(204);
        as(author).delete("/" + name).then().statusCode(204);
        var listed = as(author).get();
        // then
        listed.then()
                .statusCode(200)
                .body("shares.username", contains(name))
                .body("shares.role", contains("EDITOR"))
                .body("visibility", equalTo("PRIVATE"));
        assertThat(listed.asString()).doesNotContain(ada.text());
        var path = "/internal/decks/" + deck + "/shares";
        assertThat(cards.arrived())
                .extracting(call -> call.method() + " " + call.uri())
                .containsExactly("PUT " + path + "/" + ada.text(), "DELETE " + path + "/" + ada.text(), "GET " + path);
        assertThat(cards.arrived())
                .allSatisfy(
                        call -> assertThat(call.headers().get("Authorization")).hasSize(1));
    }

    @Test
    void shouldGiveTheAnswerOfCardServiceToWhoMayNotShareWhetherTheNameExistsOrNot() {
        // given
        cards.answers(exchange -> StandInService.answer(exchange, 404, "application/problem+json", """
                {"type":"urn:engram:problem:not-found","title":"Not found","status":404,"detail":"There is no deck",
                 "field":"deckId","rule":"must be the id of a deck that you may see"}"""));
        // when
        var known = as(author).body(Map.of("role", "VIEWER")).put("/" + name);
        var unknown = as(author).body(Map.of("role", "VIEWER")).put("/nobody-" + author);
        // then
        known.then().statusCode(404).body("field", equalTo("deckId"));
        assertThat(withoutRequest(unknown.asString())).isEqualTo(withoutRequest(known.asString()));
    }

    @Test
    void shouldTellOwnersOnlySoOftenThatANameIsUnknown() {
        // given
        cards.answers(exchange -> StandInService.answer(exchange, 200, "application/json", "{}"));
        for (int i = 0; i < UnknownNames.MOST; i++) {
            as(author)
                    .body(Map.of("role", "VIEWER"))
                    .put("/nobody-" + i)
                    .then()
                    .statusCode(404)
                    .body("type", equalTo("urn:engram:problem:unknown-person"));
        }
        // when
        var known = as(author).body(Map.of("role", "VIEWER")).put("/" + name);
        var unknown = as(author).delete("/nobody");
        // then
        known.then().statusCode(429);
        unknown.then().statusCode(429).header("Retry-After", not("0"));
        as(UUID.randomUUID())
                .body(Map.of("role", "VIEWER"))
                .put("/" + name)
                .then()
                .statusCode(204);
    }

    @Test
    void shouldRefuseWhatIsNoShare() {
        as(author)
                .body(Map.of("role", "OWNER"))
                .put("/" + name)
                .then()
                .statusCode(400)
                .body("field", equalTo("role"));
        as(author)
                .body(Map.of("roll", "VIEWER"))
                .put("/" + name)
                .then()
                .statusCode(400)
                .body("rule", containsString("role"));
        as(author).body("x".repeat(9_000)).put("/" + name).then().statusCode(413);
        given().contentType("application/json")
                .body(Map.of("role", "VIEWER"))
                .put(path() + "/" + name)
                .then()
                .statusCode(401);
        given().auth()
                .oauth2(TOKENS.learner(author))
                .contentType("application/json")
                .body(Map.of("role", "VIEWER"))
                .put(path() + "/" + name)
                .then()
                .statusCode(403);
        assertThat(cards.arrived()).isEmpty();
    }

    @Test
    void shouldSayThatCardServiceIsAway() {
        // given
        cards.close();
        // then
        as(author).get().then().statusCode(503).header("Retry-After", equalTo("1"));
    }

    private String path() {
        return "/api/v1/decks/" + deck + "/shares";
    }

    private static String withoutRequest(String problem) {
        return problem.replaceAll("\"requestId\":\"[^\"]*\"", "");
    }

    private RequestSpecification as(UUID person) {
        return given().basePath(path()).auth().oauth2(TOKENS.author(person)).contentType("application/json");
    }
}
