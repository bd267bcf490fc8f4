package dev.engram.kit.projection;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.unset;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;

import com.mongodb.client.MongoClient;
import dev.engram.events.CardId;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.kit.log.LogDamagedException;
import dev.engram.kit.mongo.MongoConfig;
import dev.engram.kit.topic.EngramTopics;
import dev.engram.kit.topic.TopicGuard;
import dev.engram.runtime.log.LogIdentities;
import dev.engram.runtime.log.TopicAdmin;
import dev.engram.testing.Generate;
import dev.engram.testing.TestInfra;
import dev.engram.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(RealProjections.class)
class ProjectionOperationsTest {

    private static final String PROJECTIONS = "/internal/projections";
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @Inject
    EngramTopics topics;

    @Inject
    TopicGuard guard;

    @Inject
    @Named("projection")
    MongoClient client;

    @Inject
    MongoConfig mongo;

    private static RequestSpecification operator() {
        var token = TestTokens.shared().token(UUID.randomUUID().toString(), Set.of("operator"));
        return given().header("Authorization", "Bearer " + token);
    }

    private static JsonPath projection(String name) {
        return JsonPath.from(operator()
                        .get(PROJECTIONS)
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())
                .setRootPath("projections.find { it.name == '" + name + "' }");
    }

    private static void untilState(String name, String state) {
        await().atMost(LONGEST)
                .untilAsserted(
                        () -> assertThat(projection(name).getString("state")).isEqualTo(state));
    }

    @BeforeEach
    void awaitStart() {
        untilState("schedule", "LIVE");
        untilState("catalogue", "LIVE");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /internal/projections",
        "POST, /internal/projections/schedule/rebuild",
        "DELETE, /internal/projections/schedule/rebuild",
        "POST, /internal/projections/schedule/audit",
        "GET, /internal/projections/schedule/audit",
        "GET, /internal/projections/schedule/parked",
        "GET, /internal/projections/schedule/parked/0-0",
        "POST, /internal/projections/schedule/parked/replay",
        "POST, /internal/projections/schedule/parked/discard"
    })
    void shouldAdmitOperatorsOnly(String method, String path) {
        var learner = TestTokens.shared().author(UUID.randomUUID());
        given().contentType("application/json")
                .when()
                .request(method, path)
                .then()
                .statusCode(401);
        given().header("Authorization", "Bearer " + learner)
                .contentType("application/json")
                .when()
                .request(method, path)
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:engram:problem:forbidden"));
    }

    @Test
    void shouldShowWhatEachProjectionDoes() {
        // when
        await().atMost(LONGEST)
                .untilAsserted(() -> assertThat(projection("schedule").getLong("generations[0].lagEvents"))
                        .isZero());
        // then
        var schedule = projection("schedule");
        assertThat(schedule.getBoolean("serving")).isTrue();
        assertThat(schedule.getString("generations[0].role")).isEqualTo("LIVE");
        assertThat(schedule.getInt("generations[0].parked")).isZero();
        assertThat(schedule.getList("generations[0].partitions"))
                .hasSize(topics.reviews().partitions());
        assertThat(schedule.getString("generations[0].partitions[0].state")).isEqualTo("LIVE");
        double shares = schedule.getDouble("generations[0].idle")
                + schedule.getDouble("generations[0].fold")
                + schedule.getDouble("generations[0].store");
        assertThat(shares).isBetween(0.0, 1.0);
    }

    @Test
    void shouldSayThatThereIsNoSuchProjection() {
        operator()
                .post(PROJECTIONS + "/nothing/rebuild")
                .then()
                .statusCode(404)
                .body("detail", containsString("schedule"));
    }

    @Test
    void shouldRebuildBesideTheLiveGeneration() {
        // given
        applyOne(); // a log without events would be read before anybody asks again
        int before = projection("schedule").getInt("live.generation");
        // when
        operator().post(PROJECTIONS + "/schedule/rebuild").then().statusCode(202);
        // then
        operator()
                .post(PROJECTIONS + "/schedule/rebuild")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:engram:problem:rebuild-running"));
        await().atMost(LONGEST)
                .untilAsserted(() -> assertThat(projection("schedule").getInt("live.generation"))
                        .isGreaterThan(before));
        assertThat(projection("schedule").getBoolean("serving")).isTrue();
        operator()
                .delete(PROJECTIONS + "/schedule/rebuild")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:engram:problem:rebuild-not-running"));
    }

    @Test
    void shouldCancelARebuild() {
        // given
        applyOne(); // a log without events would be read before anybody asks again
        int before = projection("schedule").getInt("live.generation");
        operator().post(PROJECTIONS + "/schedule/rebuild").then().statusCode(202);
        // when
        operator().delete(PROJECTIONS + "/schedule/rebuild").then().statusCode(204);
        // then
        await().atMost(LONGEST)
                .untilAsserted(() ->
                        assertThat(projection("schedule").getString("rebuild")).isNull());
        assertThat(projection("schedule").getInt("live.generation")).isEqualTo(before);
    }

    @Test
    void shouldAuditInTheBackground() {
        // given
        operator().get(PROJECTIONS + "/catalogue/audit").then().statusCode(404);
        // when
        operator().post(PROJECTIONS + "/schedule/audit").then().statusCode(202).body("state", equalTo("RUNNING"));
        // then
        await().atMost(LONGEST).untilAsserted(() -> audit("schedule").body("state", equalTo("DONE")));
        audit("schedule").body("result.differences", equalTo(0));
    }

    @Test
    void shouldNameADocumentThatCannotBeReadAndRepairIt() {
        // given
        var learner = new LearnerId(UUID.randomUUID());
        var reviews = Generate.historyOf(learner, new CardId(UUID.randomUUID()), 2, new Random());
        apply(reviews.getFirst());
        int generation = projection("schedule").getInt("live.generation");
        client.getDatabase(mongo.database())
                .getCollection("schedule.g" + generation)
                .updateOne(eq("context", learner.text()), unset("phase"));
        // when
        var sent = ProjectedEvents.append(topics.reviews().name(), reviews.getLast());
        // then: the event waits, others go on
        await().atMost(LONGEST)
                .untilAsserted(() ->
                        assertThat(parked("?limit=1000").getList("events.id")).contains(place(sent)));
        operator().get(PARKED + "/" + place(sent)).then().body("reason", equalTo("document-unreadable"));
        applyOne();
        assertThat(projection("schedule").getInt("unreadable.count")).isEqualTo(1);
        assertThat(projection("schedule").getString("unreadable.first[0].rule")).startsWith("missing: phase");
        assertThat(projection("schedule").getList("generations[0].firstParked.id"))
                .contains(place(sent));
        assertThat(metric("engram_projection_unreadable{projection=\"schedule\"}"))
                .isEqualTo(1);
        // when
        operator().post(PROJECTIONS + "/schedule/audit?repair=true").then().statusCode(202);
        await().atMost(LONGEST).untilAsserted(() -> audit("schedule").body("state", equalTo("DONE")));
        // then
        int repaired = audit("schedule").extract().path("result.repaired");
        assertThat(repaired).isGreaterThanOrEqualTo(2);
        assertThat(parked("?limit=1000").getList("events.id")).doesNotContain(place(sent));
        assertThat(projection("schedule").getString("unreadable")).isNull();
        await().atMost(LONGEST)
                .untilAsserted(() -> assertThat(projection("schedule").getInt("lastAudit.repaired"))
                        .isEqualTo(repaired));
        assertThat(projection("schedule").getBoolean("lastAudit.scheduled")).isFalse();
        assertThat(metric("engram_projection_audit_differences{projection=\"schedule\"}"))
                .isZero();
        operator().post(PROJECTIONS + "/schedule/audit").then().statusCode(202);
        await().atMost(LONGEST).untilAsserted(() -> audit("schedule").body("state", equalTo("DONE")));
        audit("schedule").body("result.differences", equalTo(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"partition\":0,\"offset\":0,\"why\":\"a test\"}|409|not-stuck",
                "{\"partition\":99,\"offset\":0,\"why\":\"a test\"}|400|invalid-field",
                "{\"partition\":0,\"offset\":0,\"why\":\" \"}|400|invalid-field",
                "{\"partition\":0,\"why\":\"a test\"}|400|invalid-field",
            })
    void shouldSkipNothingWhereNothingIsStuck(String body, int status, String problem) {
        applyOne();
        operator()
                .contentType("application/json")
                .body(body)
                .post(PROJECTIONS + "/schedule/skip")
                .then()
                .statusCode(status)
                .body("type", equalTo("urn:engram:problem:" + problem));
    }

    private static ValidatableResponse audit(String name) {
        return operator().get(PROJECTIONS + "/" + name + "/audit").then().statusCode(200);
    }

    @Test
    void shouldCountWhatProjectionsDo() {
        // when
        applyOne();
        // then
        assertThat(metric("engram_projection_state{projection=\"schedule\",state=\"LIVE\"}"))
                .isEqualTo(1);
        assertThat(metric("engram_projection_state{projection=\"schedule\",state=\"STOPPED\"}"))
                .isZero();
        assertThat(metric("engram_projection_serving{projection=\"schedule\"}")).isEqualTo(1);
        assertThat(metric("engram_projection_lag_events{projection=\"schedule\",role=\"live\"}"))
                .isZero();
        assertThat(metric("engram_projection_lag_seconds{projection=\"schedule\",role=\"live\"}"))
                .isZero();
        assertThat(metric("engram_projection_lag_events{projection=\"schedule\",role=\"building\"}"))
                .isNaN();
        assertThat(metric("engram_projection_generation{projection=\"schedule\",role=\"live\"}"))
                .isPositive();
        assertThat(metric("engram_projection_rebuild_progress{projection=\"schedule\"}"))
                .isNaN();
        assertThat(
                        metric(
                                "engram_projection_busy_seconds_total{activity=\"idle\",projection=\"schedule\",role=\"live\"}"))
                .isPositive();
    }

    @Test
    void shouldListReplayAndDiscardParkedEvents() {
        // given
        var one = place(ProjectedEvents.appendUnknown(topics.reviews().name(), "{\"a\":1}"));
        var other = place(ProjectedEvents.appendUnknown(topics.reviews().name(), "{\"b\":2}"));
        await().atMost(LONGEST)
                .untilAsserted(() ->
                        assertThat(parked("?limit=1000").getList("events.id")).contains(one, other));
        // when
        var first = parked("?limit=1");
        var second = parked("?limit=1000&cursor=" + first.getString("next"));
        // then
        assertThat(first.getList("events")).hasSize(1);
        assertThat(second.getList("events.id")).doesNotContain(first.getString("events[0].id"));
        operator()
                .get(PARKED + "/" + one)
                .then()
                .statusCode(200)
                .body("reason", equalTo("unknown-type"))
                .body("type", equalTo("engram.review.imagined.v9"))
                .body("value", equalTo("{\"a\":1}"));
        operator().get(PARKED + "/0-999999").then().statusCode(404);
        assertThat(metric("engram_projection_parked{projection=\"schedule\",role=\"live\"}"))
                .isGreaterThanOrEqualTo(2);
        operator()
                .contentType("application/json")
                .body("{\"event\":\"" + one + "\"}")
                .post(PARKED + "/replay")
                .then()
                .statusCode(200)
                .body("results[0].applied", equalTo(false))
                .body("results[0].reason", equalTo("unknown-type"));
        operator()
                .contentType("application/json")
                .body("{\"reason\":\"unknown-type\"}")
                .post(PARKED + "/replay")
                .then()
                .statusCode(200)
                .body("results.id", hasItems(one, other))
                .body("results.applied", everyItem(equalTo(false)));
        operator()
                .contentType("application/json")
                .body("{\"reason\":\"of-no-event\"}")
                .post(PARKED + "/replay")
                .then()
                .statusCode(200)
                .body("results", empty());
        discard("{\"event\":\"" + one + "\"}").statusCode(400).body("field", equalTo("note"));
        discard("{\"event\":\"" + one + "\",\"note\":\"written by a test\"}").statusCode(204);
        discard("{\"event\":\"" + one + "\",\"note\":\"again\"}").statusCode(404);
        assertThat(parked("?limit=1000").getList("events.id")).contains(other).doesNotContain(one);
        discard("{\"event\":\"" + other + "\",\"note\":\"written by a test\"}").statusCode(204);
    }

    @ParameterizedTest
    @CsvSource({"replay", "discard"})
    void shouldRefuseAnEmptyBody(String action) {
        operator()
                .contentType("application/json")
                .post(PARKED + "/" + action)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:engram:problem:invalid-field"));
    }

    private static final String PARKED = PROJECTIONS + "/schedule/parked";

    private static String place(RecordMetadata sent) {
        return sent.partition() + "-" + sent.offset();
    }

    private static JsonPath parked(String query) {
        return operator().get(PARKED + query).then().statusCode(200).extract().jsonPath();
    }

    private static ValidatableResponse discard(String body) {
        return operator()
                .contentType("application/json")
                .body(body)
                .post(PARKED + "/discard")
                .then();
    }

    private void applyOne() {
        apply(ProjectedEvents.review());
    }

    private void apply(LearnerEvent event) {
        var applied = "engram_projection_applied_total{projection=\"schedule\",role=\"live\"}";
        double before = metric(applied);
        ProjectedEvents.append(topics.reviews().name(), event);
        await().atMost(LONGEST).untilAsserted(() -> assertThat(metric(applied)).isEqualTo(before + 1));
    }

    private static double metric(String series) {
        return given().get("/q/metrics")
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no series " + series));
    }

    @Test
    void shouldShowAStoppedProjectionInReadinessStatusAndMetrics() {
        // given
        var topic = topics.cards();
        given().get("/q/health/ready").then().statusCode(200);
        // when
        TestInfra.shared().topics().delete(topic.name());
        TestInfra.shared().topics().create(topic.name(), topic.partitions());
        for (int i = 0; i < 20; i++) {
            ProjectedEvents.appendUnknown(topic.name(), "{}");
        }
        // then
        await().atMost(LONGEST)
                .untilAsserted(() ->
                        assertThat(projection("catalogue").getString("reason")).isEqualTo("log-replaced"));
        var stopped = projection("catalogue");
        assertThat(stopped.getString("state")).isEqualTo("STOPPED");
        assertThat(stopped.getString("remedy")).contains(topic.name(), "rebuild");
        given().get("/q/health/ready").then().statusCode(503).body(containsString("\"projection catalogue\": false"));
        given().get("/q/health/live").then().statusCode(200);
        assertThat(metric("engram_projection_state{projection=\"catalogue\",state=\"STOPPED\"}"))
                .isEqualTo(1);
        assertThat(projection("schedule").getString("state")).isEqualTo("LIVE");
        operator()
                .post(PROJECTIONS + "/catalogue/rebuild")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:engram:problem:log-replaced"))
                .body("reason", equalTo("log-replaced"))
                .body("remedy", containsString("last copy"));
        assertThat(metric("engram_log_damaged{topic=\"" + topic.name() + "\"}")).isEqualTo(1);
        assertThatExceptionOfType(LogDamagedException.class).isThrownBy(() -> guard.requireSound(topic));
        // and when the log is restored
        adopt(topic);
        operator().post(PROJECTIONS + "/catalogue/rebuild").then().statusCode(202);
        // then
        untilState("catalogue", "LIVE");
        given().get("/q/health/ready").then().statusCode(200);
        assertThat(guard.requireSound(topic))
                .isEqualTo(TestInfra.shared().topics().id(topic.name()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            POST | /schedule/audit?repiar=true     | -                                         | repiar
            POST | /schedule/audit?repair          | -                                         | repair
            POST | /schedule/rebuild?cancel=true   | -                                         | cancel
            GET  | /schedule/parked?Limit=5        | -                                         | Limit
            GET  | ?name=schedule                  | -                                         | name
            POST | /schedule/parked/replay         | {"evnt":"0-1"}                            | evnt
            POST | /schedule/parked/discard        | {"event":"0-1","note":"\\u001b[2J"}       | note
            POST | /schedule/parked/discard        | {"event":"0-1","note":7}                  | note
            POST | /schedule/skip                  | {"partition":"0","offset":1,"why":"w"}    | partition
            POST | /schedule/skip                  | {"partition":0,"offset":1.0,"why":"w"}    | offset
            POST | /schedule/skip                  | {"partition":0,"offset":1,"why":"\\u202e"} | why
            """)
    void shouldRefuseARequestThatWouldBeMisread(String method, String path, String body, String field) {
        var request = operator();
        if (body != null) {
            request.contentType("application/json").body(body);
        }
        request.urlEncodingEnabled(false)
                .request(method, PROJECTIONS + path)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:engram:problem:invalid-field"))
                .body("field", equalTo(field));
    }

    /** What a restore does at its end. */
    private void adopt(TopicDefinition topic) {
        try (var admin =
                Admin.create(Map.of("bootstrap.servers", TestInfra.shared().kafkaBootstrap()))) {
            new LogIdentities(client.getDatabase(mongo.database()))
                    .adopt(topic.name(), TopicAdmin.look(admin, topic), java.time.Instant.now());
        }
    }
}
