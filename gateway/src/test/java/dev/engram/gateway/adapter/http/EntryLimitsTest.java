package dev.engram.gateway.adapter.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.engram.gateway.adapter.http.ServiceRoutes.ServicesConfig;
import dev.engram.gateway.domain.Service;
import dev.engram.testing.TestTokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one client does, or does not do, keeps no other one out. */
@QuarkusTest
@TestProfile(EntryProfile.class)
class EntryLimitsTest {
    private static final int MANY = 64;
    private static final int CONNECTIONS_AND_MORE = EntryProfile.CONNECTIONS_TO_A_SERVICE + 2;

    @Inject
    ServicesConfig services;

    @Inject
    MeterRegistry meters;

    @TestHTTPResource("/")
    URI gateway;

    private final List<RawClient> held = new ArrayList<>();
    private StandInService cards;
    private StandInService reviews;

    @BeforeEach
    void startServices() {
        cards = new StandInService(services.of(Service.CARDS));
        reviews = new StandInService(services.of(Service.REVIEWS));
    }

    @AfterEach
    void everythingIsGivenBack() throws IOException {
        for (var client : held) {
            client.close();
        }
        cards.close();
        reviews.close();
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            assertThat(gauges("engram.gateway.requests")).isZero();
            assertThat(gauges("engram.gateway.body.bytes")).isZero();
            assertThat(gauges("engram.gateway.upstream.connections")).isZero();
            assertThat(gauges("engram.http.requests.running")).isZero();
        });
    }

    private double gauges(String name) {
        return meters.get(name).gauges().stream()
                .mapToDouble(each -> each.value())
                .sum();
    }

    private RawClient hold() throws IOException {
        var client = new RawClient(gateway);
        held.add(client);
        return client;
    }

    private static String learner() {
        return TestTokens.shared().learner(UUID.randomUUID());
    }

    private static String head(String method, String path, String token, int length) {
        return method + " " + path + " HTTP/1.1\nHost: localhost\n"
                + (token.isEmpty() ? "" : "Authorization: Bearer " + token + "\n")
                + "Content-Type: text/plain\nContent-Length: " + length + "\n\n";
    }

    private void othersAreServed() {
        var token = learner();
        asOther(token).get("/api/v1/queue").then().statusCode(200);
        asOther(token).get("/api/v1/decks").then().statusCode(200);
        asOther(token)
                .body("x".repeat(4_000_000))
                .post("/api/v1/decks/import")
                .then()
                .statusCode(200);
    }

    /** On a connection of its own: one that was kept open may be closed for those that a test opens. */
    private static RequestSpecification asOther(String token) {
        return given().auth().oauth2(token).header("Connection", "close").contentType("text/plain; charset=utf-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "h2c", "websocket, h2c", "TLS/1.0"})
    void shouldLoseNoConnectionToUpgrades(String protocol) throws IOException {
        // given
        var header =
                "GET /api/v1/queue HTTP/1.1\nHost: localhost\nConnection: Upgrade, HTTP2-Settings\nUpgrade: " + protocol
                        + "\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\nSec-WebSocket-Version: 13\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\n";
        var withToken = header + "Authorization: Bearer " + learner() + "\n\n";
        for (int i = 0; i < CONNECTIONS_AND_MORE; i++) {
            // when
            try (var stranger = new RawClient(gateway);
                    var learner = new RawClient(gateway)) {
                // then
                assertThat(stranger.header(header + "\n").answer()).startsWith("HTTP/1.1 401");
                assertThat(learner.header(withToken).answer()).startsWith("HTTP/1.1 200");
            }
        }
        othersAreServed();
        assertThat(reviews.arrived())
                .allSatisfy(arrived -> assertThat(arrived.headers()).doesNotContainKey("Upgrade"));
    }

    @Test
    void shouldServeOthersWhileBodiesOfStrangersDoNotArrive() throws IOException {
        // when
        for (int i = 0; i < MANY; i++) {
            hold().header(head("POST", "/api/v1/reviews", "", 9)).send("{");
        }
        // then
        othersAreServed();
        assertThat(held.getLast().answer()).startsWith("HTTP/1.1 401").contains("urn:engram:problem:token-missing");
        assertThat(held).allMatch(RawClient::isClosedByServer);
    }

    @Test
    void shouldServeOthersWhileBodiesOfLearnersDoNotArrive() throws IOException {
        // when
        for (int i = 0; i < CONNECTIONS_AND_MORE * 3; i++) {
            hold().header(head("POST", "/api/v1/reviews", learner(), 9)).send("{");
        }
        // then
        othersAreServed();
        assertThat(held.getFirst().answer()).startsWith("HTTP/1.1 408").contains("urn:engram:problem:timeout");
        assertThat(held).allMatch(RawClient::isClosedByServer);
        assertThat(reviews.arrived()).hasSize(1);
    }

    @Test
    void shouldServeOthersWhileLargeBodiesStall() throws IOException {
        // when
        hold().header(head("POST", "/api/v1/reviews", learner(), 2_000_000)).send("[");
        for (int i = 0; i < 5; i++) {
            var author = learner();
            hold().header(head("POST", "/api/v1/decks/import", author, 4_000_000))
                    .send("Title\n");
            hold().header(head("POST", "/api/v1/decks/import", author, 4_000_000))
                    .send("Title\n");
        }
        // then
        othersAreServed();
    }

    @Test
    void shouldHoldOnlySoManyBytesOfOneCaller() throws IOException {
        // given
        var author = learner();
        hold().header(head("POST", "/api/v1/decks/import", author, 4_000_000)).send("x".repeat(3_900_000));
        await().until(() -> gauges("engram.gateway.body.bytes") >= 3_900_000);
        // then
        given().auth()
                .oauth2(author)
                .contentType("text/plain; charset=utf-8")
                .body("x".repeat(2_000_000))
                .when()
                .post("/api/v1/decks/import")
                .then()
                .statusCode(429)
                .header("Retry-After", "1")
                .body("type", equalTo("urn:engram:problem:too-many-requests"));
        othersAreServed();
    }

    @Test
    void shouldAnswerOnlySoManyRequestsOfOneCallerAtATime() throws Exception {
        // given
        var token = learner();
        var answer = new CountDownLatch(1);
        reviews.answers(exchange -> {
            hang(answer);
            StandInService.answer(exchange, 200, "application/json", "{}");
        });
        var get = "GET /api/v1/queue HTTP/1.1\nHost: localhost\nAuthorization: Bearer " + token + "\n\n";
        for (int i = 0; i < EntryProfile.REQUESTS_PER_CALLER; i++) {
            hold().header(get);
        }
        await().until(() -> gauges("engram.gateway.requests") == EntryProfile.REQUESTS_PER_CALLER);
        // when
        given().auth()
                .oauth2(token)
                .when()
                .get("/api/v1/decks")
                .then()
                .statusCode(429)
                .header("Retry-After", "1")
                .body("type", equalTo("urn:engram:problem:too-many-requests"))
                .body("detail", containsString("4 requests"));
        given().auth().oauth2(learner()).when().get("/api/v1/decks").then().statusCode(200);
        // then
        answer.countDown();
        for (var client : held) {
            assertThat(client.answer()).startsWith("HTTP/1.1 200");
        }
        given().auth().oauth2(token).when().get("/api/v1/decks").then().statusCode(200);
    }

    private static void hang(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void shouldCloseConnectionsThatSendNothingForNewOnes() throws IOException {
        // when
        for (int i = 0; i < EntryProfile.CONNECTIONS * 5; i++) {
            hold().header("GET /api/v1/queue HTTP/1.1\nHost: localhost\nX: " + "a".repeat(i % 2 == 0 ? 7_000 : 0));
        }
        // then
        othersAreServed();
        assertThat(meters.get("engram.gateway.connections").gauge().value())
                .isLessThanOrEqualTo(EntryProfile.CONNECTIONS);
        assertThat(held).allMatch(RawClient::isClosedByServer);
    }

    @Test
    void shouldWaitOnlySoLongForAHeader() throws IOException {
        // given
        var client = hold().send("GET /api/v1/queue HTTP/1.1\r\nHost: local");
        // then
        assertThat(client.answer()).startsWith("HTTP/1.1 408").contains("urn:engram:problem:timeout");
        assertThat(hold().isClosedByServer()).isTrue();
    }

    @Test
    void shouldWaitOnlySoLongForTheNextRequest() throws IOException {
        // given
        var client = hold();
        var get = "GET /api/v1/queue HTTP/1.1\nHost: localhost\nAuthorization: Bearer " + learner() + "\n\n";
        // when
        assertThat(client.header(get).answer()).startsWith("HTTP/1.1 200");
        assertThat(client.header(get).answer()).startsWith("HTTP/1.1 200");
        // then
        assertThat(client.isClosedByServer()).isTrue();
    }

    @Test
    void shouldReadOnlySoManyRequestsAhead() throws IOException {
        // given
        var get = "GET /api/v1/queue HTTP/1.1\nHost: localhost\nAuthorization: Bearer " + learner() + "\n\n";
        // then
        assertThat(hold().header(get.repeat(3)).everything())
                .containsPattern("(?s)HTTP/1.1 200.*HTTP/1.1 200.*HTTP/1.1 200");
        assertThat(hold().header(get.repeat(500)).isClosedByServer()).isTrue();
        othersAreServed();
    }

    @Test
    void shouldFreeTheServiceOfAClientWhoDoesNotReadItsAnswer() throws IOException {
        // given
        var chunk = new byte[64 * 1024];
        cards.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 400; i++) {
                exchange.getResponseBody().write(chunk);
            }
            exchange.close();
        });
        var get = "GET /api/v1/decks HTTP/1.1\nHost: localhost\nAuthorization: Bearer %s\n\n";
        // when
        for (int i = 0; i < EntryProfile.CONNECTIONS_TO_A_SERVICE; i++) {
            hold().header(get.formatted(learner()));
        }
        // then
        await().atMost(Duration.ofSeconds(2))
                .until(() -> gauges("engram.gateway.upstream.connections") == EntryProfile.CONNECTIONS_TO_A_SERVICE);
        await().atMost(Duration.ofSeconds(3))
                .untilAsserted(() -> given().auth()
                        .oauth2(TestTokens.shared().token(UUID.randomUUID().toString(), Set.of("operator")))
                        .get("/q/health/ready")
                        .then()
                        .statusCode(503)
                        .body(containsString("8 of 8 connections to the service for cards have been in use")));
        await().atMost(Duration.ofSeconds(12))
                .untilAsserted(
                        () -> given().when().get("/q/health/ready").then().statusCode(200));
    }

    @Test
    void shouldLetAClientSeeItsAnswerThatSendsOn() throws IOException {
        // given
        var client = hold().header(head("POST", "/api/v1/decks/import", "", 5_000_000));
        // when
        client.send("x".repeat(4_999_000));
        // then
        assertThat(client.answer()).startsWith("HTTP/1.1 401").contains("urn:engram:problem:token-missing");
    }

    @Test
    void shouldLimitSignInsThatDoNotArriveByAddress() throws IOException {
        // when
        for (int i = 0; i < MANY; i++) {
            hold().header(head("POST", "/api/v1/tokens", "", 40)).send("{");
        }
        // then
        othersAreServed();
        assertThat(held.getLast().answer()).startsWith("HTTP/1.1 429").contains("urn:engram:problem:too-many-requests");
        assertThat(held.getFirst().answer()).startsWith("HTTP/1.1 408");
    }
}
