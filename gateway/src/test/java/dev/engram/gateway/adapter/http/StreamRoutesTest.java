package dev.engram.gateway.adapter.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import dev.engram.gateway.adapter.http.ServiceRoutes.ServicesConfig;
import dev.engram.gateway.domain.Service;
import dev.engram.testing.EventReader;
import dev.engram.testing.TestTokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams pass the gateway as they come, take nobody's place, and end with what they were asked with. */
@QuarkusTest
@TestProfile(EntryProfile.class)
class StreamRoutesTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String END = "end";

    @Inject
    ServicesConfig services;

    @Inject
    MeterRegistry meters;

    @TestHTTPResource("/api/v1/changes/stream")
    URI stream;

    private final BlockingQueue<String> toSend = new LinkedBlockingQueue<>();
    private final CountDownLatch gone = new CountDownLatch(1);
    private final String token = TestTokens.shared().learner(UUID.randomUUID());
    private StandInService reviews;

    @BeforeEach
    void startService() {
        reviews = new StandInService(services.of(Service.REVIEWS));
        reviews.answers(this::events);
    }

    @AfterEach
    void everythingIsGivenBack() {
        toSend.add(END);
        reviews.close();
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(meters.get("engram.gateway.requests").gauges().stream()
                                .mapToDouble(gauge -> gauge.value())
                                .sum())
                        .isZero());
    }

    /** Each event when a test gives it; comments between them, to notice that nobody listens. */
    private void events(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestURI().getPath().endsWith("/stream")) {
            StandInService.answer(exchange, 200, "application/json", "{}");
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (var out = exchange.getResponseBody()) {
            while (true) {
                var next = toSend.poll(100, TimeUnit.MILLISECONDS);
                if (END.equals(next)) {
                    toSend.add(END);
                    return;
                }
                var text = next == null ? ":\n\n" : "id: 1\nevent: change\ndata: " + next + "\n\n";
                out.write(text.getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (IOException | InterruptedException closed) {
            gone.countDown();
        }
    }

    private EventReader open(Map<String, String> headers) {
        return EventReader.open(stream, headers);
    }

    private static Map<String, String> bearer(String token) {
        return Map.of("Authorization", "Bearer " + token, "Last-Event-ID", "abc");
    }

    @Test
    void shouldHandEventsOnAsTheyComeAndTellTheServiceThatTheClientIsGone() throws InterruptedException {
        try (var reader = open(bearer(token))) {
            assertThat(reader.status()).isEqualTo(200);
            for (var text : List.of("first", "second")) {
                // when
                toSend.add(text);
                // then, before the next is sent
                assertThat(reader.next("change", LONG).data()).isEqualTo(text);
            }
        }
        assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(reviews.arrived().getFirst().headers().get("Last-Event-ID")).containsExactly("abc");
    }

    @Test
    void shouldAnswerOtherCallsBesideAsManyStreamsAsThereMayBe() {
        // given: more than half of the connections to the service would be in use for long
        var open = new ArrayList<EventReader>();
        try {
            for (int i = 0; i < 2; i++) {
                var learner = TestTokens.shared().learner(UUID.randomUUID());
                for (int j = 0; j < EntryProfile.STREAMS_PER_CALLER; j++) {
                    open.add(open(bearer(learner)));
                }
                // when
                try (var another = open(bearer(learner))) {
                    // then
                    assertThat(another.status()).isEqualTo(429);
                }
                for (int j = 0; j < EntryProfile.REQUESTS_PER_CALLER + 1; j++) {
                    given().auth().oauth2(learner).get("/api/v1/queue").then().statusCode(200);
                }
            }
            assertThat(open).allMatch(reader -> reader.status() == 200);
            // a connection is given back a moment after the last byte of an answer
            await().untilAsserted(() -> assertThat(meters.get("engram.gateway.upstream.connections")
                            .tag("service", "reviews")
                            .gauge()
                            .value())
                    .isZero());
        } finally {
            open.forEach(EventReader::close);
        }
    }

    @Test
    void shouldTakeTheCookieOfAPageAndEndWithItsSession() {
        // given
        var cookie = given().contentType("application/json")
                .header("Sec-Fetch-Site", "same-origin")
                .body("{\"username\":\"learner\",\"password\":\"learn-transformers\"}")
                .post("/api/v1/sessions")
                .then()
                .statusCode(200)
                .extract()
                .cookie("__Host-engram");
        try (var reader = open(Map.of("Cookie", "__Host-engram=" + cookie))) {
            assertThat(reader.status()).isEqualTo(200);
            reader.next("comment", LONG);
            // when
            given().header("Sec-Fetch-Site", "same-origin")
                    .cookie("__Host-engram", cookie)
                    .delete("/api/v1/sessions/current")
                    .then()
                    .statusCode(204);
            // then
            reader.next("end", Duration.ofSeconds(5));
        }
    }
}
