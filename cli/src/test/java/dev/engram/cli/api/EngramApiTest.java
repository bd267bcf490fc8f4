package dev.engram.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A gateway whose access tokens have the numbers 1, 2, 3 …, of which it takes only the one that a test names. */
class EngramApiTest {
    private final List<String> received = new CopyOnWriteArrayList<>();
    private volatile String good = "1";
    private volatile boolean refreshes = true;
    private int last;
    private HttpServer server;
    private URI url;

    @BeforeEach
    void startGateway() throws Exception {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/api/v1", exchange -> {
            var path = exchange.getRequestURI().getPath().substring("/api/v1".length());
            var token = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            received.add(path + " " + token + " " + body);
            var isSignIn = path.startsWith("/tokens");
            int status = isSignIn ? (last == 0 || refreshes ? 200 : 401) : token.equals("Bearer " + good) ? 200 : 401;
            var answer = !isSignIn
                    ? "{\"ok\":true}"
                    : "{\"token\":\"%d\",\"refreshToken\":\"egr_%d\"}".formatted(++last, last);
            exchange.sendResponseHeaders(status, answer.length());
            exchange.getResponseBody().write(answer.getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        });
        server.start();
        url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stopGateway() {
        server.stop(0);
    }

    @Test
    void shouldReplaceATokenThatHasExpiredAndSendTheSameAgain() throws Exception {
        // given
        var api = EngramApi.at(url).signIn("ada", "secret");
        api.get("/decks", Map.of());
        good = "2";
        // when
        var answer = api.postText("/decks/import", Map.of(), "Q: text".getBytes(StandardCharsets.UTF_8));
        api.get("/decks", Map.of());
        // then
        assertThat(answer.path("ok").asBoolean()).isTrue();
        assertThat(received.subList(2, 6))
                .containsExactly(
                        "/decks/import Bearer 1 Q: text",
                        "/tokens/refresh null {\"refreshToken\":\"egr_1\"}",
                        "/decks/import Bearer 2 Q: text",
                        "/decks Bearer 2 ");
    }

    @Test
    void shouldNotTryForEverWhereNewTokensAreRefusedToo() throws Exception {
        // given
        var api = EngramApi.at(url).signIn("ada", "secret");
        good = "none";
        // then
        assertThatThrownBy(() -> api.get("/decks", Map.of())).hasMessageContaining("/decks was answered with 401");
        assertThat(received).hasSize(4);
        // when: the session has been ended
        refreshes = false;
        // then
        assertThatThrownBy(() -> api.get("/decks", Map.of()))
                .hasMessageContaining("/tokens/refresh was answered with 401");
    }
}
