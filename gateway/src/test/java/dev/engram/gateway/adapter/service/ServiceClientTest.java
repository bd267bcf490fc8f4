package dev.engram.gateway.adapter.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.engram.gateway.adapter.http.ServiceRoutes.ServicesConfig;
import dev.engram.gateway.domain.Service;
import dev.engram.kit.problem.ProblemException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServiceClientTest {
    private static final String FULL =
            "{\"type\":\"urn:engram:problem:quota-exceeded\",\"title\":\"A quota\",\"status\":409,\"quota\":\"cohorts\",\"limit\":50}";

    private HttpServer server;
    private ServiceClient client;

    private record Config(URI address) implements ServicesConfig {
        @Override
        public URI cards() {
            return address;
        }

        @Override
        public URI reviews() {
            return address;
        }

        @Override
        public URI analytics() {
            return address;
        }

        @Override
        public Duration timeout() {
            return Duration.ofMillis(500);
        }

        @Override
        public int connections() {
            return 1;
        }

        @Override
        public Duration longUse() {
            return Duration.ofSeconds(1);
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        client = new ServiceClient(
                new Config(URI.create("http://127.0.0.1:" + server.getAddress().getPort())));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(String path, int status, String body, String... header) {
        server.createContext(path, exchange -> {
            for (int i = 0; i < header.length; i += 2) {
                exchange.getResponseHeaders().set(header[i], header[i + 1]);
            }
            exchange.sendResponseHeaders(status, body.isEmpty() ? -1 : body.length());
            exchange.getResponseBody().write(body.getBytes(UTF_8));
            exchange.close();
        });
    }

    private ProblemException refused(String path) {
        return catchThrowableOfType(
                ProblemException.class, () -> client.send(Service.REVIEWS, "GET", path, null, "token"));
    }

    @Test
    void shouldSayHowLongAServiceAsksToWait() {
        // given
        answer("/busy", 503, FULL.replace("409", "503"), "Retry-After", "7");
        answer("/full", 409, FULL);
        // when
        var busy = refused("/busy");
        var full = refused("/full");
        // then
        assertThat(busy.problem().status()).isEqualTo(503);
        assertThat(busy.headers()).containsEntry("Retry-After", "7");
        assertThat(full.headers()).isEmpty();
        assertThat(full.problem().extra()).containsEntry("quota", "cohorts");
    }

    @Test
    void shouldAskToWaitForAServiceThatDoesNotAnswer() {
        // given: nothing is answered within the time
        server.createContext("/slow", _ -> {});
        // when
        var slow = refused("/slow");
        // then
        assertThat(slow.problem().status()).isEqualTo(504);
        assertThat(slow.headers()).containsKey("Retry-After");
        // when
        server.stop(0);
        // then
        assertThat(refused("/gone").problem().status()).isEqualTo(503);
        assertThat(refused("/gone").headers()).containsKey("Retry-After");
    }
}
