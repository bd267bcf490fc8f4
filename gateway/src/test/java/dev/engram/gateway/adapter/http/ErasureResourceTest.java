package dev.engram.gateway.adapter.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import com.mongodb.client.MongoDatabase;
import dev.engram.events.Ids;
import dev.engram.events.LearnerId;
import dev.engram.gateway.application.AccountStore;
import dev.engram.gateway.application.AuditTrail;
import dev.engram.gateway.application.Passwords;
import dev.engram.gateway.application.session.Sessions;
import dev.engram.gateway.domain.Account;
import dev.engram.gateway.domain.AuditAction;
import dev.engram.gateway.domain.AuditEntry;
import dev.engram.gateway.domain.AuditEntry.Outcome;
import dev.engram.gateway.domain.Password;
import dev.engram.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(GatewayProfile.class)
class ErasureResourceTest {
    private static final String PASSWORD = "a password of a person";

    private final LearnerId learner = new LearnerId(UUID.randomUUID());
    private final String username = "person-" + learner.text().substring(0, 8);

    @Inject
    AccountStore accounts;

    @Inject
    Passwords passwords;

    @Inject
    @Named("http-database")
    MongoDatabase database;

    @Inject
    Sessions sessions;

    @Inject
    AuditTrail trail;

    private StandInService cards;
    private StandInService reviews;
    private StandInService analytics;

    @BeforeEach
    void start() {
        assertThat(accounts.create(new Account(
                        username, passwords.hash(Password.typed(PASSWORD)), learner, Set.of("learner"), false)))
                .isTrue();
        var _ = sessions.startClient(accounts.find(username).orElseThrow(), "phone");
        cards = service("cards", "{\"shares\":2,\"unseen\":1,\"kept\":3}");
        reviews = service(
                "reviews",
                "{\"position\":\"p\",\"stores\":[{\"projection\":\"schedule\",\"generation\":2,\"seen\":true,\"documents\":5}]}");
        analytics = service(
                "analytics",
                "{\"stores\":[{\"projection\":\"learner-cards\",\"generation\":1,\"seen\":true,\"parked\":1}]}");
    }

    @AfterEach
    void stop() {
        List.of(cards, reviews, analytics).forEach(StandInService::close);
    }

    private static StandInService service(String name, String answer) {
        var service =
                new StandInService(ConfigProvider.getConfig().getValue("engram.services." + name + ".url", URI.class));
        service.answers(exchange -> StandInService.answer(exchange, 200, "application/json", answer));
        return service;
    }

    private static Response erase(String token, String body) {
        return given().contentType("application/json")
                .header("Authorization", "Bearer " + token)
                .body(body)
                .post("/api/v1/erasures");
    }

    private String own() {
        return TestTokens.shared().learner(learner.value());
    }

    private static Response status(String id) {
        return given().get("/api/v1/erasures/" + id);
    }

    @Test
    void shouldEraseOneselfAfterThePasswordAndGiveAReceiptWithoutAnyIdentity() {
        // given
        var account = accounts.find(username).orElseThrow();
        // when
        var id = erase(own(), "{\"password\":\"" + PASSWORD + "\"}")
                .then()
                .statusCode(202)
                .header("Cache-Control", "no-store")
                .body("status", equalTo("RUNNING"))
                .extract()
                .jsonPath()
                .getString("id");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> "REPEAT".equals(status(id).jsonPath().getString("step")));
        assertThat(accounts.find(username)).isEmpty();
        status(id).then().body("status", equalTo("RUNNING")).body("removedAt", notNullValue());
        // a request that was under way makes what the first removal has not seen
        var _ = sessions.startClient(account, "late");
        trail.append(AuditEntry.of(Instant.now(), AuditAction.TAKE_OUT, Outcome.OK, learner, learner, "192.0.2.7"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> "DONE".equals(status(id).jsonPath().getString("status")));
        // then
        var receipt = status(id).then().statusCode(200).extract();
        assertThat(receipt.asString()).doesNotContain(username, learner.text());
        var removed = receipt.jsonPath().getList("removed", Document.class).stream()
                .map(found -> found.getString("store") + " " + found.getString("collection") + " "
                        + found.getString("kind") + " " + found.get("count"))
                .toList();
        assertThat(removed)
                .contains(
                        "gateway accounts documents 1",
                        "gateway known_devices documents 2",
                        "gateway sessions documents 1",
                        "cards decks shares 2",
                        "cards decks documents 1",
                        "reviews schedule.g2 documents 5",
                        "analytics learner-cards.g1 parked 1");
        assertThat(receipt.jsonPath().getList("stays", String.class))
                .anyMatch(text -> text.contains("Events in the log"))
                .anyMatch(text -> text.startsWith("3 decks"));
        assertThat(cards.arrived())
                .anyMatch(request -> request.uri().endsWith("/internal/decks-of-erased/removal")
                        && request.body().contains(learner.text()));
        assertThat(receipt.jsonPath().getList("stays", String.class))
                .anyMatch(text -> text.contains("operation log"))
                .anyMatch(text -> text.startsWith("Backups"));
        var audited = database.getCollection("audit_trail")
                .find(new Document("action", new Document("$in", List.of("erasure-requested", "erasure-finished"))))
                .into(new ArrayList<>());
        assertThat(audited).anyMatch(entry -> entry.getString("action").equals("erasure-finished"));
        for (var name : database.listCollectionNames()) {
            for (var stored : database.getCollection(name).find()) {
                assertThat(stored.toString()).as(name).doesNotContain(username, learner.text());
            }
        }
        assertThat(reviews.arrived()).anyMatch(request -> request.body().contains(learner.text()));
        given().contentType("application/json")
                .body("{\"username\":\"" + username + "\",\"password\":\"" + PASSWORD + "\"}")
                .post("/api/v1/tokens")
                .then()
                .statusCode(401);
    }

    @Test
    void shouldEraseNobodyWithAWrongPasswordOrWithoutTheRole() {
        // when
        erase(own(), "{\"password\":\"another\"}").then().statusCode(403);
        erase(own(), "{\"username\":\"" + username + "\"}").then().statusCode(403);
        erase(own(), "{}").then().statusCode(400);
        given().contentType("application/json")
                .body("{\"username\":\"" + username + "\"}")
                .post("/api/v1/erasures")
                .then()
                .statusCode(401);
        // then
        assertThat(accounts.find(username)).isPresent();
        // of an earlier test something may still be asked for
        assertThat(reviews.arrived()).noneMatch(request -> request.body().contains(learner.text()));
    }

    @Test
    void shouldEraseSomebodyByNameForADataOfficerOnce() {
        // given
        var officer = TestTokens.shared().token(UUID.randomUUID().toString(), Set.of("data-officer"));
        var body = "{\"username\":\"" + username + "\"}";
        reviews.answers(exchange -> StandInService.answer(exchange, 503, "application/json", "{}"));
        // when
        var id =
                erase(officer, body).then().statusCode(202).extract().jsonPath().getString("id");
        var again = erase(officer, body).statusCode();
        // then
        assertThat(again).isIn(404, 409);
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(status(id).jsonPath().getString("step")).isEqualTo("EVENT");
            assertThat(accounts.find(username)).isEmpty();
        });
        erase(officer, "{\"username\":\"nobody-here\"}").then().statusCode(404);
    }

    @Test
    void shouldShowAnErasureToWhoeverHasTheSecretOnly() {
        status("ege_" + "A".repeat(43)).then().statusCode(404);
        status(UUID.randomUUID().toString()).then().statusCode(404);
    }

    @Test
    void shouldNotEraseTheLastAdministratorWhoCanSignInNorBothOfTwoAtOnce() throws Exception {
        // given: those of other tests are none
        database.getCollection("accounts")
                .updateMany(
                        new Document("roles", "administrator"), new Document("$set", new Document("disabled", true)));
        var officer = TestTokens.shared().token(UUID.randomUUID().toString(), Set.of("data-officer"));
        for (var name : List.of("admin-one", "admin-two")) {
            accounts.create(
                    new Account(name, "hash", new LearnerId(UUID.randomUUID()), Set.of("administrator"), false));
        }
        // when
        var barrier = new CyclicBarrier(2);
        var answers = new ArrayList<Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var both = List.of("admin-one", "admin-two").stream()
                    .map(name -> threads.submit(() -> {
                        barrier.await();
                        return erase(officer, "{\"username\":\"" + name + "\"}").statusCode();
                    }))
                    .toList();
            for (var answer : both) {
                answers.add(answer.get());
            }
        }
        // then
        assertThat(answers).containsExactlyInAnyOrder(202, 409);
        var last = accounts.list(null, 500).stream()
                .filter(account -> account.isActive("administrator"))
                .toList();
        assertThat(last).hasSize(1);
        erase(officer, "{\"username\":\"" + last.getFirst().username() + "\"}")
                .then()
                .statusCode(409)
                .body("type", endsWith("last-administrator"));
        assertThat(accounts.find(last.getFirst().username())).contains(last.getFirst());
    }

    @Test
    void shouldEraseNoDemoAccount() {
        // given
        accounts.update(accounts.find(username).orElseThrow().asDemo());
        var officer = TestTokens.shared().token(UUID.randomUUID().toString(), Set.of("data-officer"));
        // then
        erase(officer, "{\"username\":\"" + username + "\"}")
                .then()
                .statusCode(403)
                .body("type", endsWith("demo-account"));
        assertThat(accounts.find(username)).get().matches(account -> !account.disabled());
    }

    /** The learners of a class share a published password, so none of them may; the class can be removed all the same. */
    @Test
    void shouldLetADataOfficerEraseASimulatedLearnerAndNoLearnerOfAClassOneself() {
        // given
        var simulated = new LearnerId(Ids.v8(learner.value(), "simulated"));
        var name = "simulated-" + username;
        var hash = accounts.find(username).orElseThrow().passwordHash();
        accounts.create(new Account(name, hash, simulated, Set.of("learner"), false).asDemo());
        var officer = TestTokens.shared().token(UUID.randomUUID().toString(), Set.of("data-officer"));
        // then
        erase(TestTokens.shared().learner(simulated.value()), "{\"password\":\"" + PASSWORD + "\"}")
                .then()
                .statusCode(403)
                .body("type", endsWith("demo-account"));
        erase(officer, "{\"username\":\"" + name + "\"}").then().statusCode(202);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> accounts.find(name).isEmpty());
    }
}
