package dev.engram.system;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.unset;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.client.MongoDatabase;
import dev.engram.cli.stack.StackPart;
import dev.engram.cli.stack.StackProgress;
import dev.engram.local.Folders;
import dev.engram.runtime.log.LogIdentities;
import dev.engram.testing.Seeds;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Damage to a real stack of its own: what {@code ./engram status} names within a minute, and the remedies of
 * docs/operations.md as they are typed there. After each drill audits find nothing and every acknowledged review counts once.
 */
@Tag("drill")
class DamageDrillTest {

    private static final String MASTERY = "/mastery/tags";
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final List<String> PROJECTIONS =
            List.of("schedule", "learner-cards", "catalogue --service review", "catalogue --service analytics");

    private static final long SEED = Seeds.one();
    private static RunningStack running;
    private static RunningStack.Deck deck;
    private static AcknowledgedReviews reviews;

    @BeforeAll
    static void start() throws Exception {
        running = RunningStack.start("engram drill ");
        deck = running.importTransformers();
        reviews = new AcknowledgedReviews(running, deck.cards(), 8);
        System.out.println("drill: seed " + SEED);
    }

    @AfterAll
    static void stop() throws IOException {
        running.close();
    }

    /** Each drill leaves the stack well, with everything that was acknowledged. */
    @AfterEach
    void requireAllWell() throws Exception {
        await("status is well", () -> engram("status").exitCode() == 0);
        engram("audit").expect(0);
        reviews.requireEachCountedOnce("seed " + SEED);
        reviews.post(2, 10, SEED);
        reviews.requireEachCountedOnce("seed " + SEED);
        await("status is well", () -> engram("status").exitCode() == 0);
    }

    @Test
    void shouldGiveBackALogThatWasDeletedWhileTheBrokerWasDown() throws Exception {
        // given
        var before = reviews.post(0, 40, new Random(SEED));
        var batch = reviews.batch(5, new Random(SEED));
        remember(reviews.send(1, batch).expect(200));
        // only what a projection has read can be restored
        caughtUp();
        // when
        loseLog();
        // then
        named("there is no topic engram.reviews any more", "./engram log restore");
        // another service may have noticed a moment before
        await(
                "neither recorded nor called a duplicate",
                () -> reviews.send(1, batch).status() == 503);
        assertThat(mastery(0, before).path("caughtUp").asBoolean(true)).isFalse();
        for (var projection : PROJECTIONS) {
            assertThat(engram(("rebuild " + projection).split(" ")).exitCode())
                    .as("no rebuild of %s from a log that has lost records", projection)
                    .isEqualTo(1);
        }
        // and when
        restoreLog();
        // then
        var again = reviews.send(1, batch).expect(200);
        assertThat(again.body().get("results"))
                .allMatch(result -> result.path("status").asText().equals("DUPLICATE"));
    }

    @Test
    void shouldStopAtSettingsThatLoseRecordsAndGoOnWhenTheyAreCorrected() throws Exception {
        // when
        set("retention.ms", "3600000");
        // then
        named("topic engram.reviews: retention.ms is 3600000, must be -1", "./engram topic repair");
        assertThat(reviews.send(0, reviews.batch(1, new Random(SEED))).status()).isEqualTo(503);
        // and when
        engram("topic", "repair", "--yes").expect(0);
        // then
        await("reviews are taken", () -> {
            var answer = reviews.send(0, reviews.batch(1, new Random(SEED + 1)));
            if (answer.status() == 200) {
                remember(answer);
            }
            return answer.status() == 200;
        });
    }

    @Test
    void shouldGiveBackRecordsThatRetentionHasDeleted() throws Exception {
        // given
        reviews.post(4, 20, SEED + 2);
        caughtUp();
        // when
        try (var admin = admin()) {
            for (int partition = 0; partition < 12; partition++) {
                admin.deleteRecords(Map.of(
                                new TopicPartition("engram.reviews", partition), RecordsToDelete.beforeOffset(-1)))
                        .all()
                        .get();
            }
        }
        // then
        named("log-start-moved", "begins at offset", "./engram log restore");
        // and when
        restoreLog();
    }

    @Test
    void shouldGiveBackTheEndOfASegmentThatWasCutOff() throws Exception {
        // given
        for (int learner = 0; learner < 8; learner++) {
            reviews.post(learner, 60, new Random(SEED + learner));
        }
        caughtUp();
        await("the ends are remembered", DamageDrillTest::areEndsRemembered);
        // when
        var broker = running.stack().process(StackPart.BROKER);
        broker.kill();
        var segment = largestSegment();
        try (var file = new RandomAccessFile(segment.toFile(), "rw")) {
            file.setLength(Math.max(0, file.length() - 5_000));
        }
        broker.restart();
        // then
        named("./engram log restore");
        // and when
        restoreLog();
    }

    @Test
    void shouldAnswerNothingFromDocumentsThatWereDropped() throws Exception {
        // given
        reviews.post(4, 20, SEED + 3);
        caughtUp();
        // when
        database(
                "engram_analytics",
                database -> database.getCollection("learner-cards.g" + generation("learner-cards"))
                        .drop());
        // then
        named("documents-lost", "learner-cards.g", "./engram rebuild learner-cards");
        var token = reviews.learner(0).token().get();
        assertThat(running.api().get(MASTERY, token).status()).isEqualTo(503);
        // and when
        engram("rebuild", "learner-cards").expect(0);
    }

    @Test
    void shouldNameCheckpointsThatWereDropped() throws Exception {
        // when
        database(
                "engram_review",
                database -> database.getCollection("schedule.g" + generation("schedule") + ".checkpoints")
                        .drop());
        // then
        named("documents-lost", "checkpoints", "./engram rebuild schedule");
        // and when
        engram("rebuild", "schedule").expect(0);
    }

    @Test
    void shouldGoOnBesideADocumentThatCannotBeRead() throws Exception {
        // given
        reviews.post(0, 40, new Random(SEED + 4));
        caughtUp();
        var learner = reviews.learner(0);
        // when
        database("engram_analytics", database -> {
            var documents = database.getCollection("learner-cards.g" + generation("learner-cards"));
            documents.updateOne(eq("context", learner.id().toString()), unset("reviews"));
        });
        // then
        assertThat(running.api().get(MASTERY, learner.token().get()).status())
                .as("the other cards of the learner")
                .isEqualTo(200);
        remember(reviews.post(0, 40, new Random(SEED + 5)));
        engram("audit", "learner-cards").expect(1);
        named("./engram audit learner-cards --repair");
        // and when
        engram("audit", "learner-cards", "--repair").expect(0);
    }

    @Test
    void shouldSayThatTheDatabaseIsAwayAndBlameNoOtherProcess() throws Exception {
        // when
        var mongod = running.stack().process(StackPart.MONGOD);
        mongod.kill();
        // then
        var status = named("mongod", "mongodb");
        assertThat(status)
                .containsPattern("(?m)^broker .* up ")
                .contains("analytics-service is not ready: mongodb", "gateway is not ready: mongodb")
                .doesNotContain("are not known", "log-");
        var json = engram("status", "--json").expect(1).json();
        assertThat(json.path("healthy").asBoolean(true)).isFalse();
        // and when
        mongod.restart();
    }

    @Test
    void shouldSurviveSeveralDamagesAtOnce() throws Exception {
        // given
        reviews.post(400, 50, SEED + 6);
        caughtUp();
        // when
        database(
                "engram_analytics",
                database -> database.getCollection("learner-cards.g" + generation("learner-cards"))
                        .drop());
        database(
                "engram_review",
                database -> database.getCollection("schedule.g" + generation("schedule"))
                        .updateOne(new Document(), unset("reviews")));
        named("documents-lost");
        set("retention.ms", "60000");
        named("retention.ms is 60000");
        loseLog();
        // then
        named("there is no topic engram.reviews any more", "./engram log restore");
        // and when: the broker has made the topics again, with right settings
        restoreLog();
    }

    // ---- damage

    private static void loseLog() throws Exception {
        var broker = running.stack().process(StackPart.BROKER);
        broker.stop();
        deleteContents(running.stack().home().resolve("data/broker"));
        // as a command does, which gives a new broker its users
        running.stack().startStores(StackProgress.NONE);
    }

    private static void deleteContents(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(folder)) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Whether review-service has seen how long the log is: it looks every 30 s. */
    private static boolean areEndsRemembered() {
        var log = FoldedLog.of(running, "engram.reviews");
        try (var client = running.mongo()) {
            var ends = new LogIdentities(client.getDatabase("engram_review"))
                    .read("engram.reviews")
                    .orElseThrow()
                    .ends();
            return log.ends().entrySet().stream()
                    .allMatch(end -> ends.get(end.getKey()).equals(end.getValue()));
        }
    }

    private static Path largestSegment() throws IOException {
        return Folders.files(running.stack().home().resolve("data/broker")).stream()
                .filter(file -> file.toString().contains("engram.reviews-")
                        && file.toString().endsWith(".log"))
                .max(Comparator.comparingLong(file -> file.toFile().length()))
                .orElseThrow();
    }

    private static void set(String setting, String value) throws Exception {
        try (var admin = admin()) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, "engram.reviews"),
                            List.of(new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    private static Admin admin() {
        return Admin.create(running.kafka());
    }

    private static void database(String name, Consumer<MongoDatabase> change) {
        try (var client = running.mongo()) {
            change.accept(client.getDatabase(name));
        }
    }

    // ---- what an operator types and sees

    private static Command engram(String... arguments) throws IOException, InterruptedException {
        return Command.run(running, arguments);
    }

    /** Waits until the status names the damage, which takes a minute at most. @return what it printed */
    private static String named(String... words) throws Exception {
        long start = System.nanoTime();
        var last = new String[] {""};
        await("status names " + List.of(words), () -> {
            var status = engram("status");
            last[0] = status.output();
            return status.exitCode() == 1 && List.of(words).stream().allMatch(status.output()::contains);
        });
        System.out.printf("drill: status named %s after %.1f s%n", List.of(words), (System.nanoTime() - start) / 1e9);
        return last[0];
    }

    /** The remedy of a damaged log. */
    private static void restoreLog() throws Exception {
        long start = System.nanoTime();
        show(engram("log", "restore", "--dry-run").expect(0).output());
        show(engram("log", "restore", "--yes").expect(0).output());
        for (var projection : PROJECTIONS) {
            engram(("rebuild " + projection).split(" ")).expect(0);
        }
        await("status is well", () -> engram("status").exitCode() == 0);
        System.out.printf("drill: log restored and projections rebuilt in %.1f s%n", (System.nanoTime() - start) / 1e9);
    }

    private static void show(String output) {
        output.lines().forEach(line -> System.out.println("drill: " + line));
    }

    private static int generation(String projection) {
        try {
            for (var process : engram("status", "--json").json().path("processes")) {
                for (var shown : process.path("projections")) {
                    if (shown.path("name").asText().equals(projection)) {
                        return shown.path("live").path("generation").asInt();
                    }
                }
            }
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
        throw new AssertionError("no projection " + projection);
    }

    private static void remember(Api.Answer answer) {
        reviews.remember(answer);
    }

    private static JsonNode mastery(int learner, Api.Answer after) throws Exception {
        var token = reviews.learner(learner).token().get();
        return running.api()
                .get(MASTERY + "?after=" + after.body().path("position").asText(), token)
                .expect(200)
                .body();
    }

    private static void caughtUp() throws Exception {
        reviews.requireEachCountedOnce("seed " + SEED);
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(String what, Condition condition) throws Exception {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + LONGEST + ": " + what + "; status: "
                        + engram("status").output());
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }
}
