package dev.engram.gateway.adapter.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import dev.engram.gateway.adapter.http.ServiceRoutes.ServicesConfig;
import dev.engram.gateway.domain.Service;
import dev.engram.testing.TestTokens;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(GatewayProfile.class)
class ServiceRoutesTest {
    @Inject
    ServicesConfig services;

    @TestHTTPResource("/")
    URI gateway;

    private final String token = TestTokens.shared().learner(UUID.randomUUID());
    private StandInService cards;
    private StandInService reviews;

    @BeforeEach
    void startTwoOfThree() {
        cards = new StandInService(services.of(Service.CARDS));
        reviews = new StandInService(services.of(Service.REVIEWS));
    }

    @AfterEach
    void stop() {
        cards.close();
        reviews.close();
    }

    private RequestSpecification asLearner() {
        return given().auth().oauth2(token);
    }

    /** Sends bytes as they are; a client would normalize them. */
    private String raw(String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", gateway.getPort())) {
            socket.setSoTimeout(1_000);
            socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
            var answer = new ByteArrayOutputStream();
            try {
                socket.getInputStream().transferTo(answer);
            } catch (SocketTimeoutException e) {
                // an answer on a connection that stays open ends with silence
            }
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    @Test
    void shouldHandOnMethodAddressTokenAndBody() {
        // when
        asLearner()
                .urlEncodingEnabled(false)
                .header("If-Match", "\"3\"")
                .contentType("application/json; charset=UTF-8")
                .body("{\"question\":\"Wozu dient „attention“?\"}")
                .when()
                .put("/api/v1/decks/01890a5d-ac96-774b-bcce-b302099a8057/cards/7?x=a%20b&y=%E2%9C%93")
                .then()
                .statusCode(200)
                .body("ok", equalTo(true));
        // then
        assertThat(reviews.arrived()).isEmpty();
        assertThat(cards.arrived()).singleElement().satisfies(arrived -> {
            assertThat(arrived.method()).isEqualTo("PUT");
            assertThat(arrived.uri())
                    .isEqualTo("/api/v1/decks/01890a5d-ac96-774b-bcce-b302099a8057/cards/7?x=a%20b&y=%E2%9C%93");
            assertThat(arrived.headers().get("Authorization"))
                    .singleElement()
                    .asString()
                    .startsWith("Bearer ")
                    .doesNotContain(token);
            assertThat(arrived.headers().get("If-Match")).containsExactly("\"3\"");
            assertThat(arrived.body()).isEqualTo("{\"question\":\"Wozu dient „attention“?\"}");
        });
    }

    @Test
    void shouldHandBackStatusHeadersAndBody() {
        // given
        cards.answers(exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"4\"");
            StandInService.answer(exchange, 412, "application/problem+json", "{\"status\":412}");
        });
        // then
        asLearner()
                .when()
                .get("/api/v1/decks")
                .then()
                .statusCode(412)
                .contentType("application/problem+json")
                .header("ETag", "\"4\"")
                .header("X-Content-Type-Options", "nosniff")
                .body("status", equalTo(412));
    }

    @Test
    void shouldNotHandOnWhatConcernsOneConnectionOnly() throws IOException {
        // when
        var answer = raw("""
                GET /api/v1/queue HTTP/1.1
                Host: localhost
                Authorization: Bearer TOKEN
                Connection: close, X-Secret
                Keep-Alive: timeout=5
                Proxy-Authorization: Basic abc
                TE: trailers
                Upgrade: h2c
                X-Secret: of this connection
                X-Other: goes on

                """.replace("TOKEN", token));
        // then
        assertThat(answer).startsWith("HTTP/1.1 200");
        assertThat(reviews.arrived())
                .singleElement()
                .satisfies(arrived -> assertThat(arrived.headers())
                        .containsKey("X-Other")
                        .doesNotContainKeys("Keep-Alive", "Proxy-Authorization", "TE", "Upgrade", "X-Secret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/internal/cards/lookup",
                "/api/v1/internal/cards/lookup",
                "/api/v1/../internal/cards/lookup",
                "/api/v1/decks/../../../internal/cards/lookup",
                "/api/v1/decks/%2e%2e/%2e%2e/%2e%2e/internal/cards/lookup",
                "/api/v1/decks/..%2f..%2f..%2fq/health",
                "/api/v1/decks//..//..",
                "/api/v1/decks/..;/..;/q/health",
                "/api/v1/decks\\..\\..\\q",
                "/api/v1/q/health",
                "/api/v1/nothing",
                "/api/v1",
                "/api/v2/decks"
            })
    void shouldReachNothingThatHasNoRoute(String path) throws IOException {
        // when
        var answer = raw("GET " + path + " HTTP/1.1\nHost: localhost\nConnection: close\n\n");
        // then
        assertThat(answer.lines().findFirst().orElse("")).matches("HTTP/1.1 40[04].*");
        assertThat(cards.arrived()).isEmpty();
        assertThat(reviews.arrived()).isEmpty();
    }

    @Test
    void shouldAnswerAProblemWhereThereIsNoRoute() {
        given().when()
                .get("/api/v1/nothing")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:engram:problem:not-found"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/q/metrics",
                "/q/metrics/",
                "/q/./metrics",
                "/q//metrics",
                "/q/%6Detrics",
                "/q/metrics;a=b",
                "//q/metrics",
                "/%71/metrics",
                "/Q/metrics",
                "/q/METRICS",
                "/q;a=b/metrics",
                "/x/../q/metrics"
            })
    void shouldShowMetricsToNobodyWithoutAToken(String path) throws IOException {
        // when
        var answer = raw("GET " + path + " HTTP/1.1\nHost: localhost\nConnection: close\n\n");
        // then
        assertThat(answer.lines().findFirst().orElse("")).matches("HTTP/1.1 40[014].*");
        assertThat(answer).doesNotContain("jvm_");
    }

    @Test
    void shouldShowMetricsToOperatorsOnly() {
        var tokens = TestTokens.shared();
        given().when().get("/q/metrics").then().statusCode(401);
        given().auth()
                .oauth2(tokens.author(UUID.randomUUID()))
                .when()
                .get("/q/metrics")
                .then()
                .statusCode(403);
        given().auth()
                .oauth2(tokens.token(UUID.randomUUID().toString(), Set.of("operator")))
                .when()
                .get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("engram_http_requests_refused_total{reason=\"length-required\"}"));
    }

    @Test
    void shouldAnswerThatAServiceIsUnavailable() {
        asLearner()
                .when()
                .get("/api/v1/mastery/tags")
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", matchesPattern("[1-9]"))
                .body("type", equalTo("urn:engram:problem:service-unavailable"))
                .body("service", equalTo("analytics"));
    }

    @Test
    void shouldNotWaitForeverForAServiceThatDoesNotAnswer() {
        // given
        reviews.answers(_ -> {});
        // then
        asLearner()
                .contentType("application/json")
                .body("{}")
                .when()
                .post("/api/v1/reviews")
                .then()
                .statusCode(504)
                .header("Retry-After", matchesPattern("[1-9]"))
                .body("type", equalTo("urn:engram:problem:service-timeout"))
                .body("service", equalTo("reviews"));
    }

    @Test
    void shouldFindAServiceAgainThatCameBack() {
        // given
        asLearner().when().get("/api/v1/queue").then().statusCode(200);
        reviews.close();
        asLearner().when().get("/api/v1/queue").then().statusCode(503);
        // when
        reviews = new StandInService(services.of(Service.REVIEWS));
        // then
        asLearner().when().get("/api/v1/queue").then().statusCode(200);
    }

    @Test
    void shouldRefuseABodyLargerThanAnyServiceTakes() {
        asLearner()
                .contentType("text/plain; charset=utf-8")
                .body("x".repeat(5 * 1024 * 1024 + 1))
                .when()
                .post("/api/v1/decks/import")
                .then()
                .statusCode(413)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:engram:problem:body-too-large"));
        assertThat(cards.arrived()).isEmpty();
    }

    @Test
    void shouldHandOnALargeBodyWhole() {
        // given
        var body = "x".repeat(5 * 1024 * 1024);
        // when
        asLearner()
                .contentType("text/plain; charset=utf-8")
                .body(body)
                .when()
                .post("/api/v1/decks/import")
                .then()
                .statusCode(200);
        // then
        assertThat(cards.arrived())
                .singleElement()
                .satisfies(arrived -> assertThat(arrived.body()).isEqualTo(body));
    }

    @Test
    void shouldRefuseABodyThatDoesNotSayItsLength() throws IOException {
        // when
        var answer = raw("""
                POST /api/v1/reviews HTTP/1.1
                Host: localhost
                Transfer-Encoding: chunked
                Connection: close

                2
                {}
                0

                """);
        // then
        assertThat(answer).startsWith("HTTP/1.1 411").contains("urn:engram:problem:length-required");
        assertThat(reviews.arrived()).isEmpty();
    }
}
