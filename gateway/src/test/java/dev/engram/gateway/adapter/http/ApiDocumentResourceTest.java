package dev.engram.gateway.adapter.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import dev.engram.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gateway tells strangers: the document of the API, and of health and inner calls no more than up or down. */
@QuarkusTest
@TestProfile(GatewayProfile.class)
class ApiDocumentResourceTest {

    @ParameterizedTest
    @CsvSource({"application/json, application/json", "application/yaml, application/yaml", "*/*, application/json"})
    void shouldServeTheDocumentOfTheWholeApiWithoutAToken(String accepted, String type) {
        given().accept(accepted)
                .get("/api/v1/openapi")
                .then()
                .statusCode(200)
                .contentType(containsString(type))
                .body(containsString("/api/v1/mastery/tags"))
                .body(containsString("3.1.0"))
                .body(not(containsString("/internal/")));
    }

    @Test
    void shouldNotSendADocumentAgainThatTheClientHas() {
        // given
        var tag = given().get("/api/v1/openapi").then().extract().header("ETag");
        // then
        given().header("If-None-Match", tag).get("/api/v1/openapi").then().statusCode(304);
        given().accept("application/yaml")
                .header("If-None-Match", tag)
                .get("/api/v1/openapi")
                .then()
                .statusCode(200);
    }

    @Test
    void shouldNameTheMethodsThatItTakes() {
        given().delete("/api/v1/openapi").then().statusCode(405).header("Allow", equalTo("GET, HEAD, OPTIONS"));
        given().get("/api/v1/tokens").then().statusCode(405).header("Allow", equalTo("OPTIONS, POST"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs", "/docs/", "/docs/swagger-ui-bundle.js", "/docs/swagger-ui.css", "/docs/docs.js"})
    void shouldServeThePageThatShowsTheDocument(String path) {
        given().get(path)
                .then()
                .statusCode(200)
                .header("Content-Security-Policy", containsString("script-src 'self';"));
    }

    @Test
    void shouldHaveNoScriptInThePageThatThePolicyWouldRefuse() {
        assertThat(given().get("/docs/").asString())
                .doesNotContainPattern("<script(?![^>]*src=)|<style|style=| on[a-z]+=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health", "/q/health/ready", "/q/health/live", "/q/health/started"})
    void shouldTellStrangersOfHealthNoMoreThanUpOrDown(String path) {
        var tokens = TestTokens.shared();
        assertThat(given().get(path).asString()).matches("\\{\"status\":\"(UP|DOWN)\"}");
        assertThat(given().auth()
                        .oauth2(tokens.author(UUID.randomUUID()))
                        .get(path)
                        .asString())
                .matches("\\{\"status\":\"(UP|DOWN)\"}");
        given().auth()
                .oauth2(tokens.token(UUID.randomUUID().toString(), Set.of("operator")))
                .get(path)
                .then()
                .body("$", hasKey("checks"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health/well", "/q/health/group", "/q/health/group/x", "/q/health/ready/x"})
    void shouldTellStrangersNothingElseOfHealth(String path) {
        given().get(path).then().statusCode(404).body("type", equalTo("urn:engram:problem:not-found"));
    }

    @Test
    void shouldShowInnerCallsToOperatorsOnly() {
        var operator = TestTokens.shared().token(UUID.randomUUID().toString(), Set.of("operator"));
        given().get("/q/openapi").then().statusCode(401);
        given().get("/q/openapi?format=json").then().statusCode(401);
        given().auth().oauth2(operator).get("/q/openapi").then().statusCode(200);
    }
}
