package dev.engram.gateway.adapter.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.engram.gateway.adapter.http.ServiceRoutes.ServicesConfig;
import dev.engram.gateway.domain.Service;
import dev.engram.testing.OwnMongod;
import dev.engram.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Credentials while a real mongod keeps its connections and does not answer. */
@QuarkusTest
@TestProfile(DatabaseAwayTest.OwnDatabase.class)
class DatabaseAwayTest {
    private static final String UNKNOWN = "egp_" + "A".repeat(43);

    private final HttpClient client = HttpClient.newHttpClient();

    @TestHTTPResource("/")
    URI gateway;

    @Inject
    ServicesConfig services;

    private StandInService cards;

    /** Set by {@link PausableMongod}. */
    Map<String, Runnable> mongod;

    /** The gateway on a mongod that nobody else uses. */
    public static class OwnDatabase extends GatewayProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            var config = super.getConfigOverrides();
            config.remove("engram.mongo.uri");
            config.put("engram.services.timeout", "20S");
            return config;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(PausableMongod.class));
        }
    }

    /** A mongod that a test may pause. */
    public static class PausableMongod implements QuarkusTestResourceLifecycleManager {
        private OwnMongod mongod;

        @Override
        public Map<String, String> start() {
            mongod = OwnMongod.start();
            return Map.of("engram.mongo.uri", mongod.uri());
        }

        /** As types of the JDK: the test and this class are loaded by different loaders. */
        @Override
        public void inject(TestInjector injector) {
            var controls = Map.<String, Runnable>of("pause", mongod::pause, "resume", mongod::resume);
            injector.injectIntoFields(controls, field -> field.getName().equals("mongod"));
        }

        @Override
        public void stop() {
            if (mongod != null) {
                mongod.close();
            }
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
        mongod.get("resume").run();
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

    /** A call that is under way: light, since many are at once. */
    private CompletableFuture<HttpResponse<String>> call(String header, String value) {
        var request = HttpRequest.newBuilder(gateway.resolve("/api/v1/decks"))
                .header(header, value)
                .build();
        return client.sendAsync(request, BodyHandlers.ofString());
    }

    private CompletableFuture<HttpResponse<String>> withCookie(String cookie) {
        return call("Cookie", "__Host-engram=" + cookie);
    }

    private CompletableFuture<HttpResponse<String>> withToken(String token) {
        return call("Authorization", "Bearer " + token);
    }

    private static void assertStatus(int status, List<CompletableFuture<HttpResponse<String>>> answers) {
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.get().statusCode())
                        .as(answer.get().body())
                        .isEqualTo(status));
    }

    @Test
    void shouldGoOnWithWhatTheDatabaseSaidAndSayOfAllOthersThatItCannotBeAsked() throws Exception {
        // given
        var cookie = cookie();
        var unused = cookie();
        var script = personalAccessToken(cookie);
        var learner = TestTokens.shared().withAudience("engram").learner(UUID.randomUUID());
        assertStatus(200, List.of(withCookie(cookie), withToken(script), withToken(learner)));
        mongod.get("pause").run();
        // when: these wait for the database
        var waiting = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (int i = 0; i < 30; i++) {
            waiting.add(withCookie(unused));
            waiting.add(withToken(UNKNOWN));
        }
        // then: the others do not wait for them, for longer than what was said is fresh
        do {
            assertStatus(200, List.of(withToken(learner), withCookie(cookie), withToken(script)));
            assertStatus(401, List.of(withToken("egp_broken"), withCookie(UNKNOWN)));
        } while (waiting.stream().anyMatch(answer -> !answer.isDone()));
        // and when
        var tooMany = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (int i = 0; i < 200; i++) {
            tooMany.add(withToken(UNKNOWN));
        }
        // then: most of them do not even wait
        await().atMost(Duration.ofSeconds(2))
                .until(() -> tooMany.stream().filter(CompletableFuture::isDone).count() >= 136);
        waiting.addAll(tooMany);
        for (var answer : waiting) {
            assertThat(answer.get().statusCode()).as(answer.get().body()).isEqualTo(503);
            assertThat(answer.get().body()).contains("urn:engram:problem:store-unavailable");
            assertThat(answer.get().headers().firstValue("Retry-After")).isPresent();
        }
        // when
        mongod.get("resume").run();
        // then
        await().atMost(Duration.ofSeconds(30))
                .until(() -> withCookie(unused).get().statusCode() == 200);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> withToken(UNKNOWN).get().statusCode() == 401);
        assertStatus(200, List.of(withCookie(cookie), withToken(script)));
    }
}
