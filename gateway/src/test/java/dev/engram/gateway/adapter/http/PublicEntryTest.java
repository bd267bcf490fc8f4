package dev.engram.gateway.adapter.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalToIgnoringCase;

import dev.engram.gateway.adapter.http.ServiceRoutes.ServicesConfig;
import dev.engram.gateway.domain.Service;
import dev.engram.testing.TestTokens;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent byte by byte, and what comes back. */
@QuarkusTest
@TestProfile(EntryProfile.class)
class PublicEntryTest {
    @Inject
    ServicesConfig services;

    @TestHTTPResource("/")
    URI gateway;

    private final String token = TestTokens.shared().learner(UUID.randomUUID());
    private StandInService cards;

    @BeforeEach
    void startService() {
        cards = new StandInService(services.of(Service.CARDS));
    }

    @AfterEach
    void stop() {
        cards.close();
    }

    private String head(String method, String path, String more) {
        return "%s %s HTTP/1.1\nHost: localhost\nAuthorization: Bearer %s\n%s\n".formatted(method, path, token, more);
    }

    private String answerTo(String lines) throws IOException {
        try (var client = new RawClient(gateway)) {
            return client.header(lines).answer();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "localhost,401",
        "LOCALHOST:8080,401",
        "127.0.0.1:1,401",
        "[::1]:8080,401",
        "learn.example.org,401",
        "evil.example,421",
        "localhost.evil.example,421",
        "evil.example:8080,421",
        "[::2],421"
    })
    void shouldAnswerForAllowedHostsOnly(String host, int status) throws IOException {
        // when
        var answer = answerTo("GET /api/v1/decks HTTP/1.1\nHost: " + host + "\n\n");
        // then
        assertThat(answer).startsWith("HTTP/1.1 " + status).contains("application/problem+json");
        assertThat(answer.contains("urn:engram:problem:host-not-allowed")).isEqualTo(status == 421);
    }

    @Test
    void shouldTellItsHealthToAnyHost() throws IOException {
        assertThat(answerTo("GET /q/health/live HTTP/1.1\nHost: 10.1.2.3\n\n")).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET /api/v1/%zz HTTP/1.1;Host: localhost | 400
            GET /api/v1/decks/% HTTP/1.1;Host: localhost | 400
            GET /%zz HTTP/1.1;Host: localhost | 400
            GET /api/v1/decks HTTP/1.1 | 400
            GET /api/v1/decks HTTP/1.1;Host: localhost;Host: localhost | 400
            GET http://evil.example/api/v1/decks HTTP/1.1;Host: localhost | 400
            GET /api/v1/decks HTTP/1.1;Host: localhost;Bad Header: x | 400
            GET /api/v1/decks HTTP/9.9;Host: localhost | 505
            nonsense | 400
            """)
    void shouldAnswerAProblemToWhatIsMalformed(String lines, int status) throws IOException {
        // when
        var answer = answerTo(lines.replace(';', '\n') + "\n\n");
        // then
        assertThat(answer)
                .startsWith("HTTP/1.1 " + status)
                .contains("application/problem+json", "\"status\":" + status);
        assertThat(cards.arrived()).isEmpty();
    }

    @Test
    void shouldAnswerAProblemToWhatIsTooLong() throws IOException {
        assertThat(answerTo("GET /" + "a".repeat(5_000) + " HTTP/1.1\nHost: localhost\n\n"))
                .startsWith("HTTP/1.1 414")
                .contains("urn:engram:problem:address-too-long");
        assertThat(answerTo("GET / HTTP/1.1\nHost: localhost\nX: " + "a".repeat(18_000) + "\n\n"))
                .startsWith("HTTP/1.1 431")
                .contains("urn:engram:problem:headers-too-large");
    }

    @ParameterizedTest
    @CsvSource({"http://10.1.2.3:8081/api/v1/decks/7?x=a%20b,/api/v1/decks/7?x=a%20b", "/api/v1/decks/7,/api/v1/decks/7"
    })
    void shouldGiveAPublicAddressOfWhatWasCreated(String inner, String expected) throws IOException {
        // given
        cards.answers(exchange -> {
            exchange.getResponseHeaders().set("Location", inner);
            StandInService.answer(exchange, 201, "application/json", "{}");
        });
        // when
        var answer = answerTo(head("POST", "/api/v1/decks", "Content-Length: 2\n") + "{}");
        // then
        assertThat(answer).startsWith("HTTP/1.1 201").doesNotContain("10.1.2.3");
        assertThat(answer.lines()).anyMatch(line -> line.equalsIgnoreCase("Location: " + expected));
    }

    @Test
    void shouldPassCompressedAnswersUnchanged() throws IOException {
        // given
        var zipped = gzip("{\"ok\":true}".getBytes(StandardCharsets.UTF_8));
        cards.answers(exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.getResponseHeaders().set("Vary", "Accept-Encoding");
            exchange.sendResponseHeaders(200, zipped.length);
            exchange.getResponseBody().write(zipped);
            exchange.close();
        });
        // when
        var answer = answerTo(head("GET", "/api/v1/decks", "Accept-Encoding: gzip\n"));
        // then
        assertThat(answer.toLowerCase(Locale.ROOT))
                .contains("content-encoding: gzip", "vary: accept-encoding", "content-length: " + zipped.length);
        assertThat(cards.arrived().getFirst().headers().get("Accept-Encoding")).containsExactly("gzip");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldCompressLongAnswersOfAKnownLengthOrNot(boolean isKnown) throws IOException {
        // given
        var json = "[" + "{\"tag\":\"attention\",\"n\":12},".repeat(1_000) + "{}]";
        cards.answers(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, isKnown ? json.length() : 0);
            exchange.getResponseBody().write(json.getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        // when
        var answer = given().auth()
                .oauth2(token)
                .when()
                .get(gateway.resolve("/api/v1/decks"))
                .then()
                .statusCode(200)
                .header("Content-Encoding", "gzip")
                .header("Vary", equalToIgnoringCase("Accept-Encoding"))
                .extract()
                .asString();
        var plain = answerTo(head("GET", "/api/v1/decks", ""));
        // then
        assertThat(answer).isEqualTo(json);
        assertThat(plain).doesNotContainIgnoringCase("content-encoding");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, text/event-stream, 5000",
        "GET, application/zip, 5000",
        "GET, application/json, 100",
        "POST, application/json, 5000"
    })
    void shouldLeaveStreamsShortAnswersAndAnswersToWritesAsTheyAre(String method, String type, int length)
            throws IOException {
        // given
        cards.answers(exchange -> StandInService.answer(exchange, 200, type, "x".repeat(length)));
        // when
        var answer = answerTo(head(method, "/api/v1/decks", "Accept-Encoding: gzip\nContent-Length: 0\n"));
        // then
        assertThat(answer).startsWith("HTTP/1.1 200").endsWith("x".repeat(length));
        assertThat(answer).doesNotContainIgnoringCase("content-encoding");
    }

    @Test
    void shouldPassThatNothingChanged() throws IOException {
        // given
        cards.answers(exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"7\"");
            exchange.sendResponseHeaders(304, -1);
            exchange.close();
        });
        try (var client = new RawClient(gateway)) {
            for (int i = 0; i < 2; i++) {
                // when
                var answer = client.header(head("GET", "/api/v1/decks", "If-None-Match: \"7\"\n"))
                        .answer();
                // then
                assertThat(answer)
                        .startsWith("HTTP/1.1 304")
                        .containsIgnoringCase("etag: \"7\"")
                        .endsWith("\r\n\r\n");
                assertThat(answer).doesNotContainIgnoringCase("transfer-encoding");
            }
        }
        assertThat(cards.arrived())
                .allSatisfy(arrived ->
                        assertThat(arrived.headers().get("If-None-Match")).containsExactly("\"7\""));
    }

    @Test
    void shouldPassASmallBodyThatUnpacksToALargeOneAsItIs() throws IOException {
        // given
        var bomb = gzip(new byte[20_000_000]);
        try (var client = new RawClient(gateway)) {
            // when
            client.header(head(
                            "POST",
                            "/api/v1/decks/import",
                            "Content-Encoding: gzip\nContent-Length: " + bomb.length + "\n"))
                    .send(new String(bomb, StandardCharsets.ISO_8859_1));
            // then
            assertThat(client.answer()).startsWith("HTTP/1.1 200");
        }
        assertThat(cards.arrived().getFirst().headers().get("Content-Length"))
                .containsExactly(Integer.toString(bomb.length));
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var zipped = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(zipped)) {
            out.write(bytes);
        }
        return zipped.toByteArray();
    }

    /** Closes the first connections after what was asked has been read, then answers. */
    private ServerSocket closing(int connections, AtomicInteger asked) throws IOException {
        var server = new ServerSocket(services.of(Service.ANALYTICS).getPort(), 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try (var socket = server.accept()) {
                    var read = socket.getInputStream().read(new byte[8_192]);
                    if (read > 0 && asked.incrementAndGet() > connections) {
                        socket.getOutputStream()
                                .write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"
                                        .getBytes(StandardCharsets.US_ASCII));
                    }
                } catch (IOException closed) {
                    return;
                }
            }
        });
        return server;
    }

    @Test
    void shouldReadOnceMoreWhereAServiceClosedTheConnection() throws IOException {
        // given
        var asked = new AtomicInteger();
        try (var _ = closing(1, asked)) {
            // then
            assertThat(answerTo(head("GET", "/api/v1/mastery/tags", ""))).startsWith("HTTP/1.1 200");
        }
        assertThat(asked).hasValue(2);
    }

    @Test
    void shouldNotWriteOnceMoreWhereItMayBeDone() throws IOException {
        // given
        var asked = new AtomicInteger();
        try (var _ = closing(1, asked)) {
            // then
            assertThat(answerTo(head("POST", "/api/v1/mastery/tags", "Content-Length: 2\n") + "{}"))
                    .startsWith("HTTP/1.1 503")
                    .contains("may have been done or not");
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void shouldSayLittleOfClientsThatGiveUp() throws IOException {
        // given
        var records = new CopyOnWriteArrayList<LogRecord>();
        var log = new Handler() {
            @Override
            public void publish(LogRecord record) {
                records.add(record);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger.getLogger("").addHandler(log);
        // when
        for (int i = 0; i < 100; i++) {
            try (var client = new RawClient(gateway)) {
                client.header("POST /api/v1/tokens HTTP/1.1\nHost: localhost\nContent-Type: application/json\n"
                        + "Content-Length: 60\n\n{\"username\":");
            }
        }
        for (int i = 0; i < 10; i++) {
            try (var client = new RawClient(gateway)) {
                client.header(head("GET", "/api/v1/decks", ""));
            }
        }
        await().pollDelay(Duration.ofMillis(500)).until(() -> cards.arrived().size() <= 10);
        // then
        Logger.getLogger("").removeHandler(log);
        var ours = List.copyOf(records);
        assertThat(ours).hasSizeLessThanOrEqualTo(110);
        assertThat(ours).allSatisfy(record -> {
            assertThat(record.getThrown()).isNull();
            assertThat(record.getLevel().intValue()).isLessThan(java.util.logging.Level.INFO.intValue());
        });
    }

    /**
     * A request whose end two servers could see at different places, followed by one that must not be smuggled in: refused, or
     * handed on once as one request of a plain length.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 6|Transfer-Encoding: chunked||0||",
                "Transfer-Encoding: chunked|Content-Length: 6||0||",
                "Content-Length: 6|Transfer-Encoding: xchunked||0||",
                "Transfer-Encoding: xchunked||0||",
                "Transfer-Encoding: chunked, identity||0||",
                "Transfer-Encoding: identity, chunked||0||",
                "Transfer-Encoding: chunked|Transfer-Encoding: identity||0||",
                "Transfer-Encoding:\tchunked||0||",
                "Transfer-Encoding : chunked||0||",
                "Transfer-Encoding: chunked |Content-Length: 4||0||",
                "Transfer-Encoding: \u000bchunked|Content-Length: 4||0||",
                "Transfer-Encoding: \"chunked\"|Content-Length: 4||0||",
                " Transfer-Encoding: chunked|Content-Length: 4||0||",
                "X: y|\tTransfer-Encoding: chunked|Content-Length: 4||0||",
                "X: y\nTransfer-Encoding: chunked|Content-Length: 4||0||",
                "Transfer-Encoding: chunked||0;extension=\"a\nb\"||",
                "Transfer-Encoding: chunked||0 ||",
                "Transfer-Encoding: chunked||0x0||",
                "Transfer-Encoding: chunked||-1||",
                "Transfer-Encoding: chunked||ffffffffffffffff0||",
                "Transfer-Encoding: chunked||2|{}0||",
                "Transfer-Encoding: chunked||0|Content-Length: 40||",
                "Content-Length: 2|Content-Length: 40||{}",
                "Content-Length: 40|Content-Length: 2||{}",
                "Content-Length: 2, 40||{}",
                "Content-Length: +2||{}",
                "Content-Length: -2||{}",
                "Content-Length: 0x2||{}",
                "Content-Length: 2.0||{}",
                "Content-Length: 2 0||{}",
                "Content-Length: 99999999999999999999||{}",
                "Content-Length : 2||{}",
                "Content-Length||{}",
                "Content-Length: 2|Expect: 200-ok||{}"
            })
    void shouldSmuggleNothing(String form) throws IOException {
        // given
        var smuggled =
                head("POST", "/api/v1/decks/smuggled", "Content-Length: 0\n").replace("\n", "\r\n");
        var request = head("POST", "/api/v1/decks/outer", "").stripTrailing().replace("\n", "\r\n") + "\r\n"
                + form.replace("|", "\r\n");
        // when
        try (var client = new RawClient(gateway)) {
            var answers = client.send(request + smuggled).everything();
            // then
            assertThat(answers).startsWith("HTTP/1.1 ");
            if (!cards.arrived().isEmpty()) {
                assertThat(cards.arrived().getFirst().uri()).isEqualTo("/api/v1/decks/outer");
                assertThat(cards.arrived().getFirst().headers()).doesNotContainKey("Transfer-Encoding");
                assertThat(cards.arrived().getFirst().body()).doesNotContain("smuggled");
            }
            // the second one only as a request of its own, after an answer to a first one that was well formed
            assertThat(cards.arrived().stream().skip(1))
                    .allSatisfy(
                            arrived -> assertThat(answers.split("HTTP/1.1 200")).hasSizeGreaterThan(2));
            if (!answers.startsWith("HTTP/1.1 200")) {
                assertThat(answers).matches("(?s)HTTP/1.1 4\\d\\d.*");
                assertThat(cards.arrived()).isEmpty();
            }
        }
    }
}
