package dev.engram.gateway.adapter.account;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(AccountProfile.class)
class AuditTrailTest extends AccountCalls {
    @ParameterizedTest
    @CsvSource({
        "GET, /accounts",
        "GET, /accounts/author",
        "GET, /invitations",
        "GET, /audit-trail",
        "POST, /accounts/author/password-reset"
    })
    void shouldForbidWhatAdministratorsDoAndTellTheAuditTrail(String method, String path) {
        // given
        var username = name("learner");
        make(username, "learner", "author", "operator");
        // when
        as(username).request(method, "/api/v1" + path).then().statusCode(403);
        given().request(method, "/api/v1" + path).then().statusCode(401);
        // then
        await().untilAsserted(() -> as(administrator)
                .get("/api/v1/audit-trail?limit=50")
                .then()
                .statusCode(200)
                .body("entries.findAll { it.action == 'call-forbidden' }.actor", hasItem(username)));
    }

    @Test
    void shouldTellTheAuditTrailWhatAPersonalAccessTokenAndACookieDoNotCover() {
        // given
        var username = name("script");
        make(username, "learner");
        var token = as(username)
                .body(Map.of("name", "of Ada", "scopes", List.of("decks:read"), "expiresAt", inAnHour()))
                .post("/api/v1/access-tokens")
                .then()
                .statusCode(201)
                .extract()
                .<String>path("token");
        var cookie = given().contentType("application/json")
                .header("Sec-Fetch-Site", "same-origin")
                .body(Map.of("username", username, "password", PASSWORD))
                .post("/api/v1/sessions")
                .then()
                .statusCode(200)
                .extract()
                .cookie("__Host-engram");
        // when
        given().auth()
                .oauth2(token)
                .get("/api/v1/account")
                .then()
                .statusCode(403)
                .header("RateLimit-Policy", containsString("\"account\""));
        given().cookie("__Host-engram", cookie)
                .header("Sec-Fetch-Site", "cross-site")
                .delete("/api/v1/sessions")
                .then()
                .statusCode(403)
                .header("RateLimit-Policy", containsString("\"account\""));
        // then
        await().untilAsserted(() -> assertThat(as(administrator)
                        .get("/api/v1/audit-trail?limit=50")
                        .jsonPath()
                        .<String>getList("entries.findAll { it.action == 'call-forbidden' && it.actor == '" + username
                                + "' }.details.call"))
                .containsExactlyInAnyOrder("GET /api/v1/account", "DELETE /api/v1/sessions"));
    }

    @Test
    void shouldTellTheAuditTrailWhoSignedInAndWhoChangedWhat() {
        // given
        var username = name("seen");
        make(username, "learner");
        signIn(username, OTHER).then().statusCode(401);
        as(username).get("/api/v1/account");
        as(administrator)
                .body(Map.of("roles", List.of("researcher")))
                .patch("/api/v1/accounts/" + username)
                .then()
                .statusCode(200);
        // when
        var page = as(administrator)
                .get("/api/v1/audit-trail?limit=10")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        // then
        var about = page.<Map<String, Object>>getList("entries").stream()
                .filter(entry -> username.equals(entry.get("subject")))
                .toList();
        assertThat(about)
                .extracting(entry -> entry.get("action") + " " + entry.get("outcome") + " " + entry.get("actor"))
                .containsExactly(
                        "roles-changed ok " + administrator, "sign-in ok " + username, "sign-in refused " + username);
        assertThat(about.getFirst().get("details")).isEqualTo(Map.of("before", "learner", "after", "researcher"));
        assertThat(about.getFirst().get("address")).isEqualTo("127.0.0.1");
        assertThat(page.getString("next")).isNotNull();
        as(administrator)
                .get("/api/v1/audit-trail?cursor=" + page.getString("next"))
                .then()
                .statusCode(200);
    }

    @Test
    void shouldTellTheAuditTrailOfSessionsTokensAndWhoReadAnAccount() {
        // given
        var username = name("told");
        make(username, "learner");
        var first = signIn(username, PASSWORD).jsonPath().getString("refreshToken");
        var second = postOpenly("/tokens/refresh", Map.of("refreshToken", first))
                .extract()
                .<String>path("refreshToken");
        postOpenly("/tokens/refresh", Map.of("refreshToken", second)).statusCode(200);
        // when
        postOpenly("/tokens/refresh", Map.of("refreshToken", first)).statusCode(401);
        var made = as(username)
                .body(Map.of("name", "of Ada", "scopes", List.of("decks:read"), "expiresAt", inAnHour()))
                .post("/api/v1/access-tokens")
                .then()
                .statusCode(201)
                .extract()
                .<String>path("id");
        as(username).delete("/api/v1/access-tokens/" + made).then().statusCode(204);
        as(username).delete("/api/v1/sessions/" + UUID.randomUUID()).then().statusCode(404);
        var other = as(username).get("/api/v1/sessions").jsonPath().getString("sessions.find { !it.current }.id");
        as(username).delete("/api/v1/sessions/" + other).then().statusCode(204);
        as(username).delete("/api/v1/sessions/current").then().statusCode(204);
        as(username).delete("/api/v1/sessions").then().statusCode(204);
        as(administrator).get("/api/v1/accounts/" + username).then().statusCode(200);
        as(administrator).get("/api/v1/accounts").then().statusCode(200);
        as(administrator).get("/api/v1/invitations").then().statusCode(200);
        // then
        var page = as(administrator).get("/api/v1/audit-trail?limit=60").jsonPath();
        var about = page.<Map<String, Object>>getList("entries").stream()
                .filter(entry -> username.equals(entry.get("subject")) && !"sign-in".equals(entry.get("action")))
                .toList();
        assertThat(about)
                .extracting(entry -> entry.get("action") + " by " + entry.get("actor"))
                .containsExactly(
                        "account-read by " + administrator,
                        "signed-out-everywhere by " + username,
                        "signed-out by " + username,
                        "session-ended by " + username,
                        "access-token-deleted by " + username,
                        "access-token-created by " + username,
                        "refresh-token-reused by null");
        assertThat(about.get(5).get("details")).isEqualTo(Map.of("accessToken", made, "scopes", "decks:read"));
        assertThat(about.get(3).get("details")).isEqualTo(Map.of("session", other));
        assertThat(page.<String>getList("entries.findAll { it.actor == '" + administrator + "' }.action"))
                .contains("accounts-read", "invitations-read", "audit-trail-read");
    }

    @ParameterizedTest
    @CsvSource({
        "accounts, accounts-read, aaaa",
        "invitations, invitations-read, 00000000-0000-7000-8000-000000000000",
        "audit-trail, audit-trail-read, ffffffff-ffff-7fff-bfff-ffffffffffff"
    })
    void shouldTellTheAuditTrailOfEachPageThatIsRead(String list, String action, String invented) {
        // given
        var reader = name("reader");
        make(reader, "administrator");
        // when: never the first page
        as(reader).get("/api/v1/" + list + "?cursor=" + invented).then().statusCode(200);
        // then
        var page = as(administrator).get("/api/v1/audit-trail?limit=20").jsonPath();
        assertThat(page.<String>getList("entries.findAll { it.actor == '" + reader + "' }.action"))
                .contains(action);
    }

    private static String inAnHour() {
        return Instant.now().plus(Duration.ofHours(1)).toString();
    }
}
