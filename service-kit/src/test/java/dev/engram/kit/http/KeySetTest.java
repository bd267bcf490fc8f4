package dev.engram.kit.http;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.sun.net.httpserver.HttpServer;
import dev.engram.local.FreePorts;
import dev.engram.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@TestProfile(KeySetTest.ByHttp.class)
class KeySetTest {
    @ConfigProperty(name = "mp.jwt.verify.publickey.location")
    URI location;

    @TempDir
    Path folder;

    /** Reads the keys at an address where nobody is at first. */
    public static class ByHttp implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "mp.jwt.verify.publickey.location",
                    "http://127.0.0.1:" + FreePorts.take(1).getFirst() + "/.well-known/jwks.json");
        }
    }

    private static ValidatableResponse get(TestTokens tokens) {
        return get(tokens.learner(UUID.randomUUID()));
    }

    private static ValidatableResponse get(String token) {
        return given().header("Authorization", "Bearer " + token)
                .get("/probe/me")
                .then();
    }

    @Test
    void shouldStartWithoutTheGatewayAndTakeEachNewKeyWithoutARefusal() throws IOException {
        // given
        var first = TestTokens.in(folder.resolve("first"));
        var second = TestTokens.in(folder.resolve("second"));
        var published = new AtomicReference<>(List.of(first));
        // then
        get(first)
                .statusCode(503)
                .header("Retry-After", "2")
                .body("type", equalTo("urn:engram:problem:keys-unavailable"));
        given().get("/q/health/ready").then().body(containsString("no key to check tokens with"));
        // when
        var server = HttpServer.create(new InetSocketAddress("127.0.0.1", location.getPort()), 0);
        server.createContext("/.well-known/jwks.json", exchange -> {
            var body =
                    published.get().stream().map(TestTokens::jwk).collect(Collectors.joining(",", "{\"keys\":[", "]}"));
            exchange.sendResponseHeaders(200, body.length());
            exchange.getResponseBody().write(body.getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        });
        server.start();
        try {
            // then: without any token, well before the keys are read again
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> !given().get("/q/health/ready").asString().contains("no key to check tokens with"));
            get(first).statusCode(200);
            get(second).statusCode(401);
            // when
            published.set(List.of(first, second));
            // then
            await().untilAsserted(() -> get(second).statusCode(200));
            var known = first.learner(UUID.randomUUID());
            get(known).statusCode(200);
            get(known).statusCode(200);
            // when
            published.set(List.of(second));
            // then: also a token that was found good before
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> get(known).statusCode(401));
            get(first).statusCode(401);
        } finally {
            server.stop(0);
        }
        get(second).statusCode(200);
    }
}
