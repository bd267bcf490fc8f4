package dev.engram.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.engram.cli.stack.LocalStack;
import dev.engram.cli.stack.StackPart;
import dev.engram.cli.stack.StackPorts;
import dev.engram.cli.stack.StackProgress;
import dev.engram.cli.stack.StackSettings;
import dev.engram.events.topic.Topics;
import dev.engram.local.Folders;
import dev.engram.local.FreePorts;
import dev.engram.testing.TestTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What {@code status}, {@code doctor}, {@code up} and {@code topic repair} say of a stack of its own that lacks something. */
@Tag("drill")
class StackFaultsTest {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private static RunningStack running;
    private static LocalStack stack;
    private static int portBase;

    /** Broker and mongod, and a topic that loses events: no service can run yet. */
    @BeforeAll
    static void start() throws Exception {
        portBase = IntStream.generate(FreePorts::one)
                .filter(base -> IntStream.range(base, base + 7).allMatch(FreePorts::isFree))
                .findFirst()
                .orElseThrow();
        var settings = new StackSettings(
                Checkout.root(), StackPorts.from(portBase, "base"), Map.of("engram.topics.check-interval", "1S"), true);
        stack = LocalStack.at(Files.createTempDirectory("engram faults "), settings);
        stack.startStores(StackProgress.NONE);
        running = RunningStack.of(stack);
        new TestTopics(running.kafka())
                .create(Topics.REVIEWS.name(), Topics.REVIEWS.partitions(), Map.of("retention.ms", "604800000"));
        refusesAndIsRepaired();
    }

    @AfterAll
    static void stop() throws IOException {
        stack.stop(StackProgress.NONE);
    }

    private static Command engram(String... arguments) throws IOException, InterruptedException {
        return Command.run(running, arguments);
    }

    private static void refusesAndIsRepaired() throws Exception {
        // when
        var refused = engram("up", "--detach").expect(1).output();
        // then
        assertThat(refused)
                .contains(
                        "refuses to run:",
                        "topic engram.reviews: retention.ms is 604800000, must be -1: events older than this are deleted",
                        "./engram topic repair engram.reviews",
                        "Broker and mongod keep running")
                .doesNotContain("Exception", "\tat ");
        assertThat(stack.alive()).containsExactlyInAnyOrder(StackPart.BROKER, StackPart.MONGOD);
        assertThat(engram("doctor").expect(1).output()).containsPattern("fail +topic engram.reviews");
        // and when
        var shown = engram("topic", "repair").expect(1).output();
        // then
        assertThat(shown).contains("retention.ms is 604800000, must be -1", "Nothing was changed");
        // and when
        var repaired = engram("topic", "repair", Topics.REVIEWS.name(), "--yes")
                .expect(0)
                .output();
        // then
        assertThat(repaired).contains("Corrected", "Next: ./engram up");
        stack.start(StackProgress.NONE);
    }

    @Test
    void shouldNameWhatEachServiceLacksWithoutMongod() throws Exception {
        // given
        engram("status").expect(0);
        assertThat(engram("doctor").output()).containsPattern("ok +indexes").containsPattern("ok +replica set");
        // when
        stack.process(StackPart.MONGOD).kill();
        try {
            // then
            await().atMost(LONGEST).untilAsserted(() -> {
                var health = health();
                assertThat(health.get("mongod")).isEqualTo("down");
                assertThat(health.get("broker")).isEqualTo("up");
                for (var service : StackPart.SERVICES) {
                    assertThat(health.get(service.label())).as(service.label()).isEqualTo("not ready");
                }
            });
            assertThat(engram("status").expect(1).output())
                    .contains("mongod is down", "gateway is not ready: mongodb", "review-service is not ready: mongodb")
                    .contains("    reason  MongoDB at 127.0.0.1:" + (portBase + 6) + " does not answer")
                    .contains("    remedy  start MongoDB")
                    .containsPattern("analytics-service +learner-cards +\\w+ +unknown");
            assertThat(engram("parked", "schedule").expect(1).output()).contains("The database cannot be used now");
        } finally {
            stack.process(StackPart.MONGOD).restart();
        }
        await().atMost(LONGEST).until(() -> engram("status").exitCode() == 0);
    }

    @Test
    void shouldNotCallALagNoneThatItCannotKnowWithoutTheBroker() throws Exception {
        // when
        stack.process(StackPart.BROKER).kill();
        try {
            // then
            var status = engram("status", "--json").expect(1).json();
            assertThat(processes(status)
                            .get("broker")
                            .path("missing")
                            .path(0)
                            .path("remedy")
                            .asText())
                    .contains("./engram logs broker");
            assertThat(lags(status)).hasSize(4).containsOnly("unknown");
        } finally {
            stack.process(StackPart.BROKER).restart();
        }
        await().atMost(LONGEST).until(() -> engram("status").exitCode() == 0);
    }

    @Test
    void shouldShowTheSameFiguresInBothServicesAfterMongodHasLostItsData() throws Exception {
        // given
        var deck = running.importTransformers();
        assertThat(deck.cards()).hasSize(13);
        await().atMost(LONGEST).until(() -> engram("audit").exitCode() == 0);
        var mongod = stack.process(StackPart.MONGOD);
        mongod.restart(); // a term later, so that a new replica set is older than the one that drivers have seen
        await().atMost(LONGEST).until(() -> engram("status").exitCode() == 0);
        // when
        mongod.kill();
        Folders.delete(stack.home().resolve("data/mongod"));
        stack.start(StackProgress.NONE);
        // then
        await().atMost(LONGEST)
                .untilAsserted(() -> assertThat(
                                lags(engram("status", "--json").expect(0).json()))
                        .hasSize(4)
                        .containsOnly("0"));
        engram("audit").expect(0);
        try (var client = running.mongo()) {
            for (var service : List.of("engram_review", "engram_analytics")) {
                assertThat(client.getDatabase(service)
                                .getCollection("catalogue.g1")
                                .countDocuments())
                        .as("documents of the log in " + service)
                        .isPositive();
            }
        }
    }

    private static Map<String, String> health() throws IOException, InterruptedException {
        var health = new HashMap<String, String>();
        processes(engram("status", "--json").json())
                .forEach((name, process) ->
                        health.put(name, process.path("health").asText()));
        return health;
    }

    private static Map<String, JsonNode> processes(JsonNode status) {
        var found = new HashMap<String, JsonNode>();
        status.path("processes")
                .forEach(process -> found.put(process.path("process").asText(), process));
        return found;
    }

    /** How far behind the projections of all services are. */
    private static List<String> lags(JsonNode status) {
        return status.path("processes")
                .valueStream()
                .flatMap(process -> process.path("projections").valueStream())
                .map(projection ->
                        projection.path("generations").path(0).path("lagEvents").asText("unknown"))
                .toList();
    }
}
