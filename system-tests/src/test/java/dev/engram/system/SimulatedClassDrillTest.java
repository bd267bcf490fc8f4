package dev.engram.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import dev.engram.cli.api.EngramApi;
import dev.engram.events.CardId;
import dev.engram.events.LearnerId;
import dev.engram.events.ReviewRecorded;
import dev.engram.projections.learner.LearnerCardKey;
import dev.engram.scheduler.CardHistory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Simulated classes on the built stack, by the built command line. */
@Tag("drill")
class SimulatedClassDrillTest {
    private static final Map<String, String> LEARNER = Map.of("ENGRAM_PASSWORD", "learn-transformers");
    private static final String LEARNER_ID = "learnerId";
    private static final Pattern MADE =
            Pattern.compile("(\\d+) simulated learners, ([\\d,]+) answers .* in ([\\d.]+) s");
    private static RunningStack running;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        running = RunningStack.start("engram class simulated ");
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    private static void print(String line) {
        System.out.println(line);
    }

    @Test
    void shouldShowATeacherTwoCohortsOfTwoMonths() throws Exception {
        // when
        var first = Command.run(running, "demo", "--class").expect(0);
        var again = Command.run(running, "demo", "--class").expect(0);
        // then
        var made = MADE.matcher(first.output());
        assertThat(made.find()).as(first.output()).isTrue();
        print(made.group());
        assertThat(made.group(1)).isEqualTo("30");
        assertThat(Double.parseDouble(made.group(3))).isLessThan(60);
        assertThat(first.output()).doesNotContain("was there before");
        assertThat(again.output())
                .contains("teacher / teach-transformers", "was there before", "Morning group and Evening group");
        var teacher = EngramApi.at(running.stack().url()).signIn("teacher", "teach-transformers");
        var cohorts = teacher.get("/cohorts", Map.of()).path("cohorts");
        assertThat(cohorts).hasSize(2);
        assertThat(cohorts.get(0).has("examDate")).isTrue();
        assertThat(cohorts.get(1).has("examDate")).isFalse();
        for (var cohort : cohorts) {
            assertThat(teacher.get("/cohorts/" + cohort.path("cohortId").asText() + "/members", Map.of())
                            .path("members"))
                    .hasSize(15)
                    .allMatch(member -> member.path("username").asText().endsWith("-s1"));
        }
        // and: what a teacher is shown is there, and said to be simulated
        for (var figure : List.of("mastery", "grid", "cards", "risks", "struggling")) {
            var answer =
                    teacher.get("/cohorts/" + cohorts.get(0).path("cohortId").asText() + "/" + figure, Map.of());
            assertThat(answer.path("simulated").asBoolean())
                    .as(figure + " " + answer)
                    .isTrue();
        }
        var mastery = teacher.get("/cohorts/" + cohorts.get(0).path("cohortId").asText() + "/mastery", Map.of());
        assertThat(mastery.path("learners").asInt()).isEqualTo(15);
        // and: projections hold what the log gives, each answer once, and simulated learners beside the demo's
        Command.run(running, "audit").expect(0);
        assertThat(simulatedReviews()).isEqualTo(Long.parseLong(made.group(2).replace(",", "")));
        // and: what everybody may do with an own account works with ids of version 8
        var taken = folder.resolve("take-out.zip");
        Command.run(LEARNER, running.stack().home(), "take-out", taken.toString(), "--as", "amira-s1")
                .expect(0);
        assertThat(Files.size(taken)).isGreaterThan(5_000);
        var learner = EngramApi.at(running.stack().url()).signIn("amira-s1", "learn-transformers");
        assertThat(learner.get("/mastery/tags", Map.of()).path("tags")).isNotEmpty();
        var backup = Command.run(running, "backup", folder.resolve("backup").toString())
                .expect(0);
        assertThat(backup.output()).contains("is complete");
    }

    /** Reviews in the schedule of learners whose id has version 8. */
    private static long simulatedReviews() {
        long reviews = 0;
        try (var client = running.mongo()) {
            for (var document : schedule(client)) {
                reviews += learnerOf(document).isSimulated()
                        ? document.getList("recorded", Document.class, List.of())
                                .size()
                        : 0;
            }
        }
        return reviews;
    }

    private static List<Document> schedule(MongoClient client) {
        var database = client.getDatabase("engram_review");
        var names = database.listCollectionNames().into(new ArrayList<>());
        var name = names.stream()
                .filter(each -> each.matches("schedule\\.g\\d+"))
                .findFirst()
                .orElseThrow();
        return database.getCollection(name).find().into(new ArrayList<>());
    }

    private static LearnerId learnerOf(Document document) {
        return new LearnerId(document.get(LEARNER_ID, UUID.class));
    }

    /** The same seed through the API and straight to the log: no event differs but by when it was received. */
    @Test
    void shouldGiveTheSameHistoriesThroughTheApiAndStraightToTheLog() throws Exception {
        // given: one class by each way
        var days = List.of("--learners", "2", "--days", "25", "--scheduler", "fsrs");
        simulate(days, "--seed", "21", "--to-log");
        simulate(days, "--seed", "22");
        var before = states("-s21", "-s22");
        // when: each by the other way, too
        simulate(days, "--seed", "21");
        simulate(days, "--seed", "22", "--to-log");
        // then
        assertThat(before).hasSize(8).allSatisfy((_, state) -> assertThat(state).isNotEmpty());
        assertThat(states("-s21", "-s22")).isEqualTo(before);
        for (var username : List.of("amira-s21", "bela-s21", "amira-s22", "bela-s22")) {
            var learner = EngramApi.at(running.stack().url()).signIn(username, "learn-transformers");
            assertThat(learner.get("/conflicts", Map.of()).path("conflicts")).isEmpty();
        }
        Command.run(running, "audit").expect(0);
    }

    @Test
    void shouldSayWhatToDoWhereASeedWasUsedForAnotherClass() throws Exception {
        // given
        simulate(List.of("--learners", "1", "--days", "5"), "--seed", "31");
        // when
        var other = Command.run(running, "simulate", "--learners", "1", "--days", "6", "--seed", "31");
        var late = Command.run(
                running,
                "simulate",
                "--learners",
                "1",
                "--days",
                "5",
                "--seed",
                "31",
                "--until",
                "2026-01-01T00:00:00Z");
        // then
        assertThat(other.expect(1).output()).contains("Choose another --seed");
        assertThat(late.expect(1).output()).contains("leave --until out, or choose another --seed");
    }

    private static void simulate(List<String> options, String... others) throws Exception {
        var arguments = new ArrayList<String>(List.of("simulate"));
        arguments.addAll(options);
        arguments.addAll(List.of(others));
        print(Command.run(running, arguments.toArray(String[]::new)).expect(0).output());
    }

    /** By username and card: the state, and the answers without the time of receipt. */
    private static Map<String, Map<CardId, List<Object>>> states(String... suffixes) throws Exception {
        var found = new HashMap<String, Map<CardId, List<Object>>>();
        try (var client = running.mongo()) {
            var names = new HashMap<Object, String>();
            client.getDatabase("engram_gateway")
                    .getCollection("accounts")
                    .find()
                    .forEach(account -> names.put(account.get(LEARNER_ID), account.getString("_id")));
            var projections = Projections.of(running);
            for (var document : schedule(client)) {
                var name = names.getOrDefault(document.get(LEARNER_ID), "");
                if (Stream.of(suffixes).anyMatch(name::endsWith)) {
                    var card = new CardId(document.get("cardId", UUID.class));
                    var key = new LearnerCardKey(learnerOf(document), card);
                    for (var projection : projections) {
                        var read = projection.read(key).state();
                        found.computeIfAbsent(name + " " + projection, _ -> new HashMap<>())
                                .put(card, List.of(read.state(), withoutReceipt(read.history())));
                    }
                }
            }
        }
        return found;
    }

    private static List<ReviewRecorded> withoutReceipt(CardHistory history) {
        return history.reviews().stream()
                .map(review -> review.with(review.stamp().withReceivedAt(Instant.EPOCH), review.flags()))
                .toList();
    }
}
