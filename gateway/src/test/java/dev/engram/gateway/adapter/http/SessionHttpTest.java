package dev.engram.gateway.adapter.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.engram.events.LearnerId;
import dev.engram.gateway.adapter.http.ServiceRoutes.ServicesConfig;
import dev.engram.gateway.adapter.mongo.MongoSessionStore;
import dev.engram.gateway.application.AccountStore;
import dev.engram.gateway.application.AccountStore.Change;
import dev.engram.gateway.application.SignOutListener;
import dev.engram.gateway.application.session.Revocations;
import dev.engram.gateway.domain.Account;
import dev.engram.gateway.domain.Service;
import dev.engram.testing.TestTokens;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(GatewayProfile.class)
class SessionHttpTest {
    private static final String RIGHT = "{\"username\":\"author\",\"password\":\"write-transformers\"}";

    @Inject
    ServicesConfig services;

    @Inject
    AccountStore accounts;

    @Inject
    SignOutListener listener;

    @Inject
    Revocations revocations;

    @Inject
    MongoSessionStore store;

    @TestHTTPResource("/")
    URI gateway;

    private StandInService cards;

    @BeforeEach
    void startService() {
        cards = new StandInService(services.of(Service.CARDS));
        await().until(() -> given().get("/q/health/ready").statusCode() == 200);
    }

    @AfterEach
    void stop() {
        cards.close();
    }

    private static JsonPath signIn() {
        return given().contentType("application/json")
                .body(RIGHT)
                .post("/api/v1/tokens")
                .then()
                .statusCode(200)
                .header("Cache-Control", equalTo("no-store"))
                .extract()
                .jsonPath();
    }

    private static ValidatableResponse refresh(String token) {
        return given().contentType("application/json")
                .body("{\"refreshToken\":\"" + token + "\"}")
                .post("/api/v1/tokens/refresh")
                .then();
    }

    private static RequestSpecification with(String token) {
        return given().auth().oauth2(token);
    }

    /** Signs a page in. @return its cookie */
    private static String page() {
        return given().contentType("application/json")
                .header("Sec-Fetch-Site", "same-origin")
                .body(RIGHT)
                .post("/api/v1/sessions")
                .then()
                .statusCode(200)
                .extract()
                .cookie("__Host-engram");
    }

    /** What another instance, or one that dies afterwards, writes to sign everything out. */
    private Account signOut(String learner) {
        var account = accounts.findByLearner(new LearnerId(UUID.fromString(learner)))
                .orElseThrow()
                .signedOut(Instant.now());
        assertThat(accounts.update(account)).isEqualTo(Change.DONE);
        return account;
    }

    private static JsonPath claims(String bearer) {
        var part = bearer.split("\\.")[1];
        return new JsonPath(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    }

    @Test
    void shouldRefreshWithoutThePasswordAndEndASessionWhoseTokenIsUsedTwice() {
        // given
        var first = signIn();
        var second = refresh(first.getString("refreshToken"))
                .statusCode(200)
                .extract()
                .jsonPath();
        var third = refresh(second.getString("refreshToken"))
                .statusCode(200)
                .extract()
                .jsonPath();
        with(third.getString("token")).get("/api/v1/decks").then().statusCode(200);
        // when
        refresh(first.getString("refreshToken"))
                .statusCode(401)
                .body("type", equalTo("urn:engram:problem:refresh-token-invalid"))
                .body("detail", containsString("used before"));
        // then
        refresh(third.getString("refreshToken")).statusCode(401);
        with(third.getString("token"))
                .get("/api/v1/decks")
                .then()
                .statusCode(401)
                .body("type", equalTo("urn:engram:problem:token-invalid"));
    }

    @Test
    void shouldHandOnATokenForTheServiceAndNoCredentialOfTheClient() {
        // given
        var cookie = page();
        // when
        given().cookie("__Host-engram", cookie).get("/api/v1/decks").then().statusCode(200);
        // then
        var arrived = cards.arrived().getFirst();
        assertThat(arrived.headers()).doesNotContainKey("Cookie");
        var claims = claims(arrived.headers().get("Authorization").getFirst());
        assertThat(claims.getList("aud")).containsExactly("engram-cards");
        assertThat(claims.getList("groups")).containsExactlyInAnyOrder("author", "learner");
        assertThat(claims.getLong("exp") - claims.getLong("iat")).isEqualTo(300);
    }

    @Test
    void shouldTakeNoTokenThatIsForAServiceOrLastsTooLong() {
        var tokens = TestTokens.shared();
        var learner = UUID.randomUUID();
        with(tokens.withAudience("engram").learner(learner))
                .get("/api/v1/decks")
                .then()
                .statusCode(200);
        with(tokens.withAudience("engram-cards").learner(learner))
                .get("/api/v1/decks")
                .then()
                .statusCode(401);
        with(tokens.lasting(Duration.ofDays(3_650), learner.toString(), Set.of("learner")))
                .get("/api/v1/decks")
                .then()
                .statusCode(401);
    }

    @Test
    void shouldRefuseTheAccessTokenOfASessionThatWasEnded() {
        // given
        var session = signIn();
        var token = session.getString("token");
        with(token).get("/api/v1/decks").then().statusCode(200);
        // when
        with(token).delete("/api/v1/sessions/current").then().statusCode(204);
        // then
        with(token).get("/api/v1/decks").then().statusCode(401);
        with(token).get("/api/v1/sessions").then().statusCode(401);
        refresh(session.getString("refreshToken")).statusCode(401);
    }

    @Test
    void shouldRefuseTheTokenOfAnAccountThatWasRevokedAndTakeTheNextOne() {
        // given
        var session = signIn();
        var cookie = page();
        // when
        listener.signedOut(signOut(session.getString("learnerId")));
        // then
        with(session.getString("token"))
                .contentType("application/json")
                .body("{}")
                .post("/api/v1/decks")
                .then()
                .statusCode(401);
        given().cookie("__Host-engram", cookie).get("/api/v1/decks").then().statusCode(401);
        assertThat(cards.arrived()).isEmpty();
        with(signIn().getString("token")).get("/api/v1/decks").then().statusCode(200);
    }

    @Test
    void shouldLearnWithinTheStatedTimeWhatAnotherInstanceRevoked() {
        // given
        var session = signIn();
        var token = session.getString("token");
        with(token).get("/api/v1/decks").then().statusCode(200);
        // when
        new Revocations(store, accounts, Clock.systemUTC())
                .add(UUID.fromString(claims(token).getString("sid")));
        // then
        await().atMost(Duration.ofSeconds(10))
                .until(() -> with(token).get("/api/v1/decks").statusCode() == 401);
    }

    @Test
    void shouldLearnWithinTheStatedTimeThatAnAccountWasSignedOutElsewhere() {
        // given
        var session = signIn();
        var cookie = page();
        with(session.getString("token")).get("/api/v1/decks").then().statusCode(200);
        // when
        signOut(session.getString("learnerId"));
        // then
        await().atMost(Duration.ofSeconds(10))
                .until(() ->
                        with(session.getString("token")).get("/api/v1/decks").statusCode() == 401);
        given().cookie("__Host-engram", cookie).get("/api/v1/decks").then().statusCode(401);
        refresh(session.getString("refreshToken")).statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/q/metrics",
                "/%71/metrics",
                "/q/%6Detrics",
                "//q/metrics",
                "/q//metrics",
                "/x/../q/metrics",
                "/q/./metrics",
                "/q/metrics;a=b",
                "/q;a=b/metrics",
                "/Q/metrics",
                "/q/health/../metrics"
            })
    void shouldShowMetricsByNoAddressToAnOperatorWhoseSessionWasEnded(String path) throws IOException {
        // given
        var operator = UUID.randomUUID();
        var token = TestTokens.shared().token(operator.toString(), Set.of("operator"));
        with(token).get("/q/metrics").then().statusCode(200);
        // when
        revocations.add(operator);
        // then
        try (var client = new RawClient(gateway)) {
            var answer = client.header("GET " + path
                            + " HTTP/1.1\nHost: localhost\nConnection: close\nAuthorization: Bearer " + token + "\n\n")
                    .everything();
            assertThat(answer).doesNotContain("jvm_");
            assertThat(answer.lines().findFirst().orElse("")).matches("HTTP/1.1 40[014].*");
        }
    }

    @Test
    void shouldTakeEachCredentialWhereItBelongsOnly() {
        // given
        var session = signIn();
        var page = page();
        var script = with(session.getString("token"))
                .contentType("application/json")
                .body("{\"name\":\"x\",\"scopes\":[\"decks:read\"],\"expiresAt\":\"%s\"}"
                        .formatted(Instant.now().plus(Duration.ofDays(1))))
                .post("/api/v1/access-tokens")
                .<String>path("token");
        // then
        for (var cookie : List.of(script, session.getString("refreshToken"), session.getString("token"), "egs_", "x")) {
            given().cookie("__Host-engram", cookie).get("/api/v1/decks").then().statusCode(401);
        }
        for (var bearer : List.of(page, session.getString("refreshToken"), "egp_", "egp_" + "A".repeat(43))) {
            with(bearer).get("/api/v1/decks").then().statusCode(401);
        }
        for (var refresh : List.of(page, script, session.getString("token"))) {
            refresh(refresh).statusCode(401);
        }
        given().cookie("__Host-engram", page).get("/api/v1/decks").then().statusCode(200);
        with(script).get("/api/v1/decks").then().statusCode(200);
    }

    @Test
    void shouldListSessionsAndEndOneOfThem() {
        // given
        var here = signIn();
        listener.signedOut(signOut(here.getString("learnerId")));
        var mine = signIn().getString("token");
        var other = given().header("User-Agent", "other\u0001device")
                .contentType("application/json")
                .body(RIGHT)
                .post("/api/v1/tokens")
                .jsonPath();
        // when
        var list = with(mine).get("/api/v1/sessions").then().statusCode(200).body("sessions", hasSize(2));
        // then
        var id = list.extract().jsonPath().getString("sessions.find { !it.current }.id");
        with(mine).delete("/api/v1/sessions/" + UUID.randomUUID()).then().statusCode(404);
        with(TestTokens.shared().learner(UUID.randomUUID()))
                .delete("/api/v1/sessions/" + id)
                .then()
                .statusCode(404);
        with(mine).delete("/api/v1/sessions/" + id).then().statusCode(204);
        with(other.getString("token")).get("/api/v1/decks").then().statusCode(401);
        with(mine).get("/api/v1/decks").then().statusCode(200);
        with(mine).delete("/api/v1/sessions").then().statusCode(204);
        with(mine).get("/api/v1/decks").then().statusCode(401);
    }

    @Test
    void shouldSetACookieThatNoScriptAndNoOtherSiteGets() {
        var cookies = given().contentType("application/json")
                .header("Sec-Fetch-Site", "same-origin")
                .body(RIGHT)
                .post("/api/v1/sessions")
                .then()
                .statusCode(200)
                .body("token", nullValue())
                .extract()
                .headers()
                .getValues("Set-Cookie");
        assertThat(cookies)
                .filteredOn(cookie -> cookie.startsWith("__Host-engram=egs_"))
                .singleElement(STRING)
                .contains("Secure", "HttpOnly", "SameSite=Lax", "Path=/");
        assertThat(cookies).allMatch(cookie -> cookie.contains("HttpOnly"));
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site, 403",
        "Sec-Fetch-Site, same-site, 403",
        "Sec-Fetch-Site, none, 403",
        "Origin, https://evil.example, 403",
        "Origin, null, 403",
        "X-Nothing, x, 403",
        "Sec-Fetch-Site, same-origin, 200",
        "Origin, own, 200"
    })
    void shouldTakeWritesWithACookieFromOwnPagesOnly(String header, String value, int status) {
        // given
        var cookie = page();
        var origin = "http://" + gateway.getAuthority();
        // then
        given().cookie("__Host-engram", cookie)
                .header(header, value.equals("own") ? origin : value)
                .contentType("application/json")
                .body("{}")
                .post("/api/v1/decks")
                .then()
                .statusCode(status);
        assertThat(cards.arrived()).hasSize(status == 200 ? 1 : 0);
    }

    @Test
    void shouldCoverWithAPersonalAccessTokenOnlyItsScopes() {
        // given
        var session = signIn().getString("token");
        var made = with(session)
                .contentType("application/json")
                .body("{\"name\":\"nightly script\",\"scopes\":[\"decks:read\"],\"expiresAt\":\"%s\"}"
                        .formatted(Instant.now().plus(Duration.ofDays(30))))
                .post("/api/v1/access-tokens")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        var token = made.getString("token");
        // then
        assertThat(token).startsWith("egp_");
        with(token).get("/api/v1/decks").then().statusCode(200);
        with(token)
                .contentType("application/json")
                .body("{}")
                .post("/api/v1/decks")
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:engram:problem:scope-missing"))
                .body("detail", containsString("decks:write"));
        with(token).get("/api/v1/access-tokens").then().statusCode(403);
        with(token).delete("/api/v1/sessions").then().statusCode(403);
        with(session)
                .get("/api/v1/access-tokens")
                .then()
                .statusCode(200)
                .body("accessTokens.find { it.id == '%s' }.token".formatted(made.getString("id")), nullValue());
        // when
        with(session)
                .delete("/api/v1/access-tokens/" + made.getString("id"))
                .then()
                .statusCode(204);
        // then
        with(token).get("/api/v1/decks").then().statusCode(401);
        assertThat(cards.arrived()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"name":"x","scopes":["decks:read"]} | expiresAt
            {"name":"x","scopes":["decks:read"],"expiresAt":"2020-01-01T00:00:00Z"} | expiresAt
            {"name":"x","scopes":["decks:read"],"expiresAt":"2999-01-01T00:00:00Z"} | expiresAt
            {"name":"x","scopes":[],"expiresAt":"2026-12-01T00:00:00Z"} | scopes
            {"name":"x","scopes":["everything"],"expiresAt":"2026-12-01T00:00:00Z"} | scopes
            {"name":"","scopes":["decks:read"],"expiresAt":"2026-12-01T00:00:00Z"} | name
            """)
    void shouldNameTheFieldOfANewTokenThatBreaksARule(String body, String field) {
        with(signIn().getString("token"))
                .contentType("application/json")
                .body(body)
                .post("/api/v1/access-tokens")
                .then()
                .statusCode(400)
                .body("field", equalTo(field));
    }

    @Test
    void shouldPublishItsKeys() {
        given().get("/.well-known/jwks.json")
                .then()
                .statusCode(200)
                .body("keys", hasSize(1))
                .body("keys[0].kid", equalTo(TestTokens.shared().keyId()))
                .body("keys[0].d", nullValue());
    }

    @Test
    void shouldLetPagesOfNoOtherOriginReadAnythingUnlessAskedTo() {
        for (var method : new String[] {"GET", "OPTIONS"}) {
            given().header("Origin", "https://learn.example.org")
                    .header("Access-Control-Request-Method", "GET")
                    .request(method, "/api/v1/queue")
                    .then()
                    .statusCode(401)
                    .header("Access-Control-Allow-Origin", nullValue())
                    .header("Access-Control-Allow-Methods", nullValue());
        }
    }
}
