package dev.engram.gateway.adapter.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.engram.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who invents credentials behind an address keeps nobody else behind it out. */
@QuarkusTest
@TestProfile(RefusedCredentialsTest.FewRefusals.class)
class RefusedCredentialsTest {
    private static final int REFUSED = 5;
    private static final Map<String, String> RIGHT = Map.of("username", "author", "password", "write-transformers");

    /** With a limit that one test uses up. */
    public static class FewRefusals extends GatewayProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            var config = super.getConfigOverrides();
            config.put("engram.gateway.requests.refused-per-minute-of-address", Integer.toString(REFUSED));
            return config;
        }
    }

    private static int statusWith(String token, String path) {
        return given().auth().oauth2(token).get(path).statusCode();
    }

    /** Uses up the minute of this address. */
    private static void invent() {
        for (int i = 0; i <= REFUSED; i++) {
            statusWith("egp_invented", "/api/v1/queue");
        }
    }

    @Test
    void shouldLetOthersOfTheAddressSignInAndRefreshTheirTokens() {
        // given
        invent();
        given().auth()
                .oauth2("egp_invented")
                .get("/api/v1/queue")
                .then()
                .statusCode(429)
                .body("detail", containsString(REFUSED + " calls a minute without a good credential"))
                .header("RateLimit-Policy", "\"refused\";q=5;w=60")
                .header("RateLimit", containsString("\"refused\";r=0;t="));
        // when
        var in = given().contentType("application/json")
                .body(RIGHT)
                .post("/api/v1/tokens")
                .then()
                .statusCode(200)
                .header("RateLimit-Policy", containsString("\"address\";q=6000;w=60"))
                .extract()
                .jsonPath();
        // then
        given().contentType("application/json")
                .body(Map.of("refreshToken", in.getString("refreshToken")))
                .post("/api/v1/tokens/refresh")
                .then()
                .statusCode(200);
        assertThat(statusWith(in.getString("token"), "/api/v1/account")).isEqualTo(200);
        given().get("/api/v1/openapi").then().statusCode(200);
    }

    @Test
    void shouldTellWhoseTokenHasExpiredOrIsMissing() {
        // given
        invent();
        var expired =
                TestTokens.shared().expired(UUID.randomUUID(), Instant.now().minus(Duration.ofMinutes(5)));
        // then
        for (int i = 0; i < 2 * REFUSED; i++) {
            given().auth()
                    .oauth2(expired)
                    .get("/api/v1/queue")
                    .then()
                    .statusCode(401)
                    .body("type", equalTo("urn:engram:problem:token-expired"))
                    .header("RateLimit-Policy", "\"expired\";q=50;w=60");
            given().get("/api/v1/account").then().statusCode(401);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/metrics", "/q/openapi"})
    void shouldCountRefusalsWhereverTheyAreMade(String path) {
        // given
        invent();
        // then
        given().auth()
                .oauth2("egp_invented")
                .get(path)
                .then()
                .statusCode(429)
                .header("RateLimit-Policy", "\"refused\";q=5;w=60");
    }
}
