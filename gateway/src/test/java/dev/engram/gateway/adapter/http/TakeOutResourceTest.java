package dev.engram.gateway.adapter.http;

import static io.restassured.RestAssured.given;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import dev.engram.events.LearnerId;
import dev.engram.gateway.application.session.Sessions;
import dev.engram.gateway.domain.Account;
import dev.engram.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.zip.ZipInputStream;
import org.bson.Document;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(GatewayProfile.class)
class TakeOutResourceTest {
    private final UUID learner = UUID.randomUUID();

    @Inject
    @Named("http-database")
    MongoDatabase database;

    @Inject
    Sessions sessions;

    private StandInService cards;
    private StandInService reviews;
    private StandInService analytics;

    @BeforeEach
    void start() {
        cards = service("cards");
        reviews = service("reviews");
        analytics = service("analytics");
        cards.answers(exchange -> {
            var path = exchange.getRequestURI().getPath();
            var status = path.contains("refused") ? 409 : 200;
            StandInService.answer(
                    exchange,
                    status,
                    "application/json",
                    path.endsWith("own-decks") ? "{\"decks\":[\"a\",\"refused\"]}" : "deck " + path);
        });
        reviews.answers(exchange -> StandInService.answer(
                exchange, 200, "text/plain", exchange.getRequestURI().getPath()));
    }

    @AfterEach
    void stop() {
        List.of(cards, reviews, analytics).forEach(StandInService::close);
    }

    private static StandInService service(String name) {
        return new StandInService(ConfigProvider.getConfig().getValue("engram.services." + name + ".url", URI.class));
    }

    private Response takeOut() {
        return given().header("Authorization", "Bearer " + TestTokens.shared().learner(learner))
                .get("/api/v1/take-out");
    }

    private static Map<String, String> files(byte[] zip) throws IOException {
        var files = new TreeMap<String, String>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    @Test
    void shouldHoldTheAccountAndWhatEveryServiceKnowsWithoutSecrets() throws IOException {
        // given
        var started = sessions.startClient(
                new Account("person", null, new LearnerId(learner), Set.of(), false), "phone of the person");
        // when
        var answer = takeOut()
                .then()
                .statusCode(200)
                .header("Content-Type", "application/zip")
                .extract();
        var files = files(answer.asByteArray());
        // then
        assertThat(files.keySet())
                .containsExactly(
                        "README.txt",
                        "account/sessions.ndjson",
                        "decks/a.txt",
                        "decks/refused.not-exportable.json",
                        "mastery.json",
                        "memberships.json",
                        "plan.json",
                        "reviews/cards.ndjson",
                        "reviews/events.ndjson",
                        "reviews/reviews.csv");
        assertThat(files.get("account/sessions.ndjson")).contains("phone of the person", learner.toString());
        assertThat(files.get("account/sessions.ndjson"))
                .doesNotContain(started.session().key())
                .doesNotContain(requireNonNull(started.session().secret()).current())
                .doesNotContain("salt");
        assertThat(files.get("reviews/events.ndjson")).isEqualTo("/internal/take-out/events.ndjson");
        assertThat(audited()).containsExactly("OK begun", "OK finished");
        assertThat(files.get("README.txt")).contains("learnerId", "events.ndjson", "reviews.csv");
    }

    @Test
    void shouldSayThatAServiceIsAwayBeforeItBegins() {
        cards.answers(exchange -> StandInService.answer(exchange, 503, "application/json", "{}"));
        takeOut().then().statusCode(503);
        assertThat(audited()).containsExactly("OK begun", "REFUSED broken off");
    }

    private List<String> audited() {
        var found = new ArrayList<String>();
        database.getCollection("audit_trail")
                .find(new Document("action", "take-out").append("subject", learner))
                .forEach(entry -> found.add(entry.getString("outcome") + " "
                        + entry.get("details", Document.class).getString("state")));
        return found;
    }

    @Test
    void shouldMakeOneTakeOutOfAPersonAtATime() throws Exception {
        // given
        var asked = new CountDownLatch(1);
        var may = new CountDownLatch(1);
        cards.answers(exchange -> {
            asked.countDown();
            await(may);
            StandInService.answer(exchange, 200, "application/json", "{\"decks\":[]}");
        });
        var first = new java.util.concurrent.FutureTask<>(() -> takeOut().statusCode());
        Thread.ofVirtual().start(first);
        asked.await();
        // when
        var second = takeOut();
        may.countDown();
        // then
        assertThat(second.statusCode()).isEqualTo(429);
        assertThat(first.get()).isEqualTo(200);
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException end) {
            throw new IOException(end);
        }
    }
}
