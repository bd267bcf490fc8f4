package dev.engram.gateway.adapter.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.engram.gateway.adapter.http.ServiceRoutes.ServicesConfig;
import dev.engram.gateway.domain.Service;
import dev.engram.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of one other origin may call the API with a token, and have few requests a minute. */
@QuarkusTest
@TestProfile(CrossOriginTest.OneOrigin.class)
class CrossOriginTest {
    private static final String LISTED = "https://learn.example.org";
    private static final String ALLOW = "Access-Control-Allow-Origin";
    private static final int PER_MINUTE = 20;

    @Inject
    ServicesConfig services;

    /** With one origin, and budgets that a test can use up. */
    public static class OneOrigin extends GatewayProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            var config = super.getConfigOverrides();
            config.put("engram.gateway.cors-origins", LISTED + ",http://localhost:5173");
            config.put("engram.gateway.requests.per-minute", Integer.toString(PER_MINUTE));
            return config;
        }
    }

    private static String learner() {
        return TestTokens.shared().learner(UUID.randomUUID());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/decks/1/cards/2",
                "/api/v1/account",
                "/api/v1/tokens",
                "/api/v1/openapi",
                "/api/v1/queue"
            })
    void shouldAnswerABrowserThatAsksBeforeItCalls(String path) {
        given().header("Origin", LISTED)
                .header("Access-Control-Request-Method", "PUT")
                .header("Access-Control-Request-Headers", "authorization,content-type,if-match")
                .options(path)
                .then()
                .statusCode(204)
                .header(ALLOW, LISTED)
                .header("Access-Control-Allow-Methods", containsString("PUT"))
                .header("Access-Control-Allow-Headers", containsString("Authorization"))
                .header("Access-Control-Allow-Credentials", nullValue())
                .header("RateLimit", nullValue())
                .header("Vary", "Origin");
    }

    @Test
    void shouldLetAPageOfAListedOriginReadAnswersAndRefusals() {
        try (var _ = new StandInService(services.of(Service.REVIEWS))) {
            given().header("Origin", LISTED)
                    .auth()
                    .oauth2(learner())
                    .get("/api/v1/queue")
                    .then()
                    .statusCode(200)
                    .header(ALLOW, LISTED)
                    .header("Access-Control-Expose-Headers", containsString("RateLimit"))
                    .header("Access-Control-Allow-Credentials", nullValue());
        }
        given().header("Origin", LISTED)
                .get("/api/v1/queue")
                .then()
                .statusCode(401)
                .header(ALLOW, LISTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example.org",
                "http://learn.example.org",
                "https://learn.example.org:8443",
                "https://learn.example.org.evil.example",
                "null"
            })
    void shouldTellPagesOfOtherOriginsNothing(String origin) {
        given().header("Origin", origin)
                .header("Access-Control-Request-Method", "GET")
                .options("/api/v1/queue")
                .then()
                .statusCode(401)
                .header(ALLOW, nullValue())
                .header("Access-Control-Allow-Methods", nullValue())
                .header("Vary", "Origin");
        given().header("Origin", origin)
                .get("/api/v1/openapi")
                .then()
                .statusCode(200)
                .header(ALLOW, nullValue());
    }

    @Test
    void shouldRefuseWritesWithTheCookieFromAListedOrigin() {
        for (var site : new String[] {"cross-site", "same-site"}) {
            given().header("Origin", LISTED)
                    .header("Sec-Fetch-Site", site)
                    .header("Cookie", "__Host-engram=egs_something")
                    .delete("/api/v1/sessions")
                    .then()
                    .statusCode(403)
                    .body("type", equalTo("urn:engram:problem:cross-site-request"));
        }
        given().header("Origin", LISTED)
                .header("Cookie", "__Host-engram=egs_something")
                .delete("/api/v1/sessions")
                .then()
                .statusCode(403);
    }

    @Test
    void shouldSayWhatIsLeftOfTheMinuteAndRefuseWhatGoesOverIt() {
        // given
        var token = learner();
        try (var _ = new StandInService(services.of(Service.REVIEWS))) {
            // when
            for (int left = PER_MINUTE - 1; left >= 0; left--) {
                // then
                given().auth()
                        .oauth2(token)
                        .get("/api/v1/queue")
                        .then()
                        .statusCode(200)
                        .header(
                                "RateLimit-Policy",
                                "\"account\";q=20;w=60, \"account-concurrent\";q=16;qu=\"concurrent-requests\"")
                        .header("RateLimit", containsString("\"account\";r=" + left + ";t="))
                        .header("RateLimit", containsString("\"account-concurrent\";r=15"));
            }
            var refused =
                    given().auth().oauth2(token).get("/api/v1/queue").then().statusCode(429);
            var wait = refused.extract().header("Retry-After");
            refused.body("type", equalTo("urn:engram:problem:too-many-requests"))
                    .header("RateLimit", containsString("\"account\";r=0;t=" + wait + ","));
            // others, and the account elsewhere
            given().auth().oauth2(learner()).get("/api/v1/queue").then().statusCode(200);
            given().auth().oauth2(token).get("/api/v1/account").then().statusCode(429);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "https://*.example.org",
                "/https://.*/",
                "null",
                "learn.example.org",
                "https://learn.example.org/",
                "https://Learn.example.org",
                "https://learn.example.org:443",
                "http://learn.example.org:80",
                "ftp://learn.example.org",
                ""
            })
    void shouldRefuseToRunWithWhatIsNoOrigin(String origin) {
        assertThat(CrossOrigin.refusal(Set.of("https://good.example.org", origin)))
                .hasValueSatisfying(why ->
                        assertThat(why).contains("engram.gateway.cors-origins: \"" + origin + "\"", "remedy", LISTED));
    }

    @Test
    void shouldTakeOriginsAsBrowsersSendThem() {
        assertThat(CrossOrigin.refusal(
                        Set.of(LISTED, "http://localhost:5173", "https://[::1]:8443", "https://a.example:4430")))
                .isEmpty();
    }
}
