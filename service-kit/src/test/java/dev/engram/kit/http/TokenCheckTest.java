package dev.engram.kit.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.engram.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(SignedByTests.class)
class TokenCheckTest {
    private static final TestTokens TOKENS = TestTokens.shared();
    private static final UUID LEARNER = UUID.randomUUID();

    @TempDir
    Path folder;

    private static ValidatableResponse get(String path, String token) {
        return given().header("Authorization", "Bearer " + token)
                .when()
                .get(path)
                .then();
    }

    private static void refused(ValidatableResponse response, String slug) {
        response.statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", containsString("Bearer"))
                .body("type", equalTo("urn:engram:problem:" + slug))
                .body("field", equalTo("Authorization"));
    }

    @Test
    void shouldNameTheLearnerOfTheToken() {
        get("/probe/me", TOKENS.learner(LEARNER))
                .statusCode(200)
                .body("learnerId", equalTo(LEARNER.toString()))
                .body("author", equalTo(false));
        get("/probe/open/me", TOKENS.author(LEARNER)).statusCode(200).body("learnerId", equalTo(LEARNER.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/probe/me", "/probe/open/me", "/probe/author"})
    void shouldTellAMissingToken(String path) {
        refused(given().when().get(path).then(), "token-missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/probe/me", "/probe/open/me", "/probe/author"})
    void shouldTellAnExpiredToken(String path) {
        refused(get(path, TOKENS.expired(LEARNER, Instant.now().minus(Duration.ofHours(1)))), "token-expired");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/probe/me", "/probe/open/me", "/probe/author"})
    void shouldTellATokenOfAnotherKey(String path) {
        refused(get(path, TestTokens.in(folder).learner(LEARNER)), "token-invalid");
    }

    @Test
    void shouldRefuseADamagedOrUnsignedToken() {
        // given
        var token = TOKENS.learner(LEARNER);
        var parts = token.split("\\.");
        var none = base64("{\"alg\":\"none\"}") + "." + parts[1] + ".";
        var claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        var another = parts[0] + "." + base64(claims.replace("\"learner\"", "\"author\"")) + "." + parts[2];
        // then
        refused(get("/probe/me", none), "token-invalid");
        refused(get("/probe/me", another), "token-invalid");
        refused(get("/probe/me", "nonsense"), "token-invalid");
    }

    @Test
    void shouldRefuseATokenOfAnotherIssuerOrForAnotherAudience() {
        refused(get("/probe/me", TOKENS.foreign(LEARNER, "elsewhere", "engram")), "token-invalid");
        refused(get("/probe/me", TOKENS.foreign(LEARNER, "engram", "elsewhere")), "token-invalid");
    }

    @Test
    void shouldRefuseATokenForAnotherService() {
        refused(get("/probe/me", TOKENS.withAudience("engram", "engram-reviews").learner(LEARNER)), "token-invalid");
        get("/probe/me", TOKENS.withAudience("engram-reviews", "engram-cards").learner(LEARNER))
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT6M", "P3650D"})
    void shouldRefuseATokenThatLastsTooLong(Duration life) {
        refused(get("/probe/me", TOKENS.lasting(life, LEARNER.toString(), Set.of("learner"))), "token-invalid");
    }

    @Test
    void shouldRefuseATokenThatNamesNoLearner() {
        refused(get("/probe/me", TOKENS.token("root", Set.of("learner"))), "token-invalid");
    }

    @Test
    void shouldForbidWhatTheRoleDoesNotCover() {
        get("/probe/author", TOKENS.learner(LEARNER))
                .statusCode(403)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:engram:problem:forbidden"));
        get("/probe/author", TOKENS.author(LEARNER)).statusCode(200);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
