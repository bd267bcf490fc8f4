package dev.engram.gateway.adapter.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import dev.engram.gateway.adapter.http.ServiceRoutes.ServicesConfig;
import dev.engram.gateway.domain.Service;
import dev.engram.testing.OwnMongod;
import dev.engram.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Credentials while a real mongod keeps its connections and does not answer. */
@QuarkusTest
@TestProfile(DatabaseAwayTest.OwnDatabase.class)
class DatabaseAwayTest {
    private static OwnMongod mongod;

    @Inject
    ServicesConfig services;

    private StandInService cards;

    /** A mongod that nobody else uses. */
    public static class OwnDatabase extends GatewayProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            if (mongod == null) {
                mongod = OwnMongod.start();
            }
            var config = super.getConfigOverrides();
            config.put("engram.mongo.uri", mongod.uri());
            return config;
        }
    }

    @BeforeEach
    void start() {
        cards = new StandInService(services.of(Service.CARDS));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> given().get("/q/health/ready").statusCode() == 200);
    }

    @AfterEach
    void stop() {
        mongod.resume();
        cards.close();
    }

    private static String cookie() {
        return given().contentType("application/json")
                .header("Sec-Fetch-Site", "same-origin")
                .body("{\"username\":\"author\",\"password\":\"write-transformers\"}")
                .post("/api/v1/sessions")
                .then()
                .statusCode(200)
                .extract()
                .cookie("__Host-engram");
    }

    private static String personalAccessToken(String cookie) {
        return given().cookie("__Host-engram", cookie)
                .header("Sec-Fetch-Site", "same-origin")
                .contentType("application/json")
                .body("{\"name\":\"x\",\"scopes\":[\"decks:read\"],\"expiresAt\":\"%s\"}"
                        .formatted(Instant.now().plus(Duration.ofDays(1))))
                .post("/api/v1/access-tokens")
                .then()
                .statusCode(201)
                .extract()
                .path("token");
    }

    private static int withCookie(String cookie) {
        return given().cookie("__Host-engram", cookie).get("/api/v1/decks").statusCode();
    }

    private static int withToken(String token) {
        return given().auth().oauth2(token).get("/api/v1/decks").statusCode();
    }

    @Test
    void shouldGoOnWithWhatTheDatabaseSaidAndSayOfAllOthersThatItCannotBeAsked() throws Exception {
        // given
        var cookie = cookie();
        var unused = cookie();
        var script = personalAccessToken(cookie);
        var learner = TestTokens.shared().withAudience("engram").learner(UUID.randomUUID());
        assertThat(List.of(withCookie(cookie), withToken(script))).containsOnly(200);
        mongod.pause();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            // when: these wait for the database
            var waiting = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < 40; i++) {
                waiting.add(() -> given().cookie("__Host-engram", unused)
                        .get("/api/v1/decks")
                        .then()
                        .header("Retry-After", matchesPattern("[1-9]"))
                        .body("type", equalTo("urn:engram:problem:store-unavailable"))
                        .extract()
                        .statusCode());
                waiting.add(() -> withToken("egp_" + "A".repeat(43)));
            }
            var answers = waiting.stream().map(clients::submit).toList();
            // then: the others do not wait for them
            var before = Instant.now();
            do {
                assertThat(withToken(learner)).isEqualTo(200);
                assertThat(withToken("egp_broken")).isEqualTo(401);
                assertThat(given().get("/q/health/live").statusCode()).isEqualTo(200);
                Thread.sleep(200);
            } while (Instant.now().isBefore(before.plusSeconds(7)));
            // what was said is used for longer than five seconds, and only one request at a time asks again
            var known = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < 40; i++) {
                known.add(() -> withCookie(cookie));
                known.add(() -> withToken(script));
            }
            for (var answer : clients.invokeAll(known)) {
                assertThat(answer.get()).isEqualTo(200);
            }
            for (var answer : answers) {
                assertThat(answer.get()).isEqualTo(503);
            }
        }
        // when
        mongod.resume();
        // then
        await().atMost(Duration.ofSeconds(30)).until(() -> withCookie(unused) == 200);
        await().atMost(Duration.ofSeconds(30)).until(() -> withToken("egp_" + "A".repeat(43)) == 401);
        assertThat(List.of(withCookie(cookie), withToken(script))).containsOnly(200);
    }
}
