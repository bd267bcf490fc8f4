package dev.engram.kit.http;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** A process serves so many requests at a time. */
@QuarkusTest
@TestProfile(SignedByTests.class)
class ConcurrentRequestsTest {

    @TestHTTPResource("/probe/text")
    URI text;

    @Test
    void shouldRefuseWhatIsMoreThanItsRequestsUntilTheyHaveEnded() throws IOException {
        // given: as many unfinished requests as there may be
        var held = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 12; i++) {
                var socket = new Socket(text.getHost(), text.getPort());
                held.add(socket);
                socket.getOutputStream()
                        .write(
                                "POST /probe/text HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\nx"
                                        .getBytes(StandardCharsets.US_ASCII));
            }
            // when, then
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> given().contentType("text/plain; charset=UTF-8")
                            .body("hello")
                            .post("/probe/text")
                            .then()
                            .statusCode(503)
                            .header("Retry-After", "1")
                            .contentType("application/problem+json")
                            .body("type", equalTo("urn:engram:problem:overloaded")));
            given().get("/q/metrics").then().statusCode(200);
        } finally {
            for (var socket : held) {
                socket.close();
            }
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> given().contentType("text/plain; charset=UTF-8")
                        .body("hello")
                        .post("/probe/text")
                        .then()
                        .statusCode(200));
    }
}
