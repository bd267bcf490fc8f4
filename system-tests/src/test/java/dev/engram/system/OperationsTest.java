package dev.engram.system;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.popLast;
import static com.mongodb.client.model.Updates.unset;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.engram.cli.api.OperationsClient;
import dev.engram.cli.stack.StackPart;
import dev.engram.events.CardAdded;
import dev.engram.events.CardContent;
import dev.engram.events.CommitStamp;
import dev.engram.events.DeckId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerId;
import dev.engram.events.codec.DeckEvents;
import dev.engram.events.codec.LearnerEvents;
import dev.engram.testing.Generate;
import java.io.File;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators see of a running stack and do to it, while learners go on. */
class OperationsTest {

    private static final String LEARNER_CARDS = "learner-cards";
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private static RunningStack running;
    private static OperationsClient operations;
    private static RunningStack.Deck deck;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        running = RunningStack.shared();
        operations =
                new OperationsClient(running.stack().ports(), running.stack().signingKeys());
        deck = running.importTransformers();
    }

    @Test
    void shouldFindADifferenceThatWasPlantedInADocument() throws Exception {
        // given
        var reader = Reader.withReviews();
        Command.run(running, "audit").expect(0);
        int generation = status().path("live").path("generation").asInt();
        try (var client = running.mongo()) {
            var documents = client.getDatabase("engram_analytics").getCollection(LEARNER_CARDS + ".g" + generation);
            var held = documents
                    .find(eq("context", reader.learner.id().toString()))
                    .first();
            assertThat(held).isNotNull();
            // when
            documents.updateOne(eq("_id", held.get("_id")), popLast("recorded"));
            try {
                // then
                var found = Command.run(running, "audit", LEARNER_CARDS).expect(1);
                assertThat(found.output())
                        .contains(
                                "1 difference ",
                                "document differs",
                                reader.learner.id().toString(),
                                "first event at offset");
                var json = Command.run(running, "audit", LEARNER_CARDS, "--json")
                        .expect(1)
                        .json();
                assertThat(json.path("equal").asBoolean(true)).isFalse();
                var difference = json.at("/audits/0/result/first/0");
                assertThat(difference.path("part").asText()).isEqualTo("DOCUMENT");
                assertThat(difference.path("offset").isNumber()).isTrue();
            } finally {
                documents.replaceOne(eq("_id", held.get("_id")), held);
            }
        }
        assertThat(Command.run(running, "audit", LEARNER_CARDS).expect(0).output())
                .contains("0 differences");
    }

    @Test
    void shouldNameADamagedDocumentKeepTheOthersAndRepairIt() throws Exception {
        // given
        var reader = Reader.withReviews();
        int generation = status().path("live").path("generation").asInt();
        // when
        try (var client = running.mongo()) {
            client.getDatabase("engram_analytics")
                    .getCollection(LEARNER_CARDS + ".g" + generation)
                    .updateOne(eq("context", reader.learner.id().toString()), unset("phase"));
        }
        // then: what reads documents, not states that are remembered, shows the other cards of the learner
        var answer = running.api()
                .get("/mastery/series?tag=transformers", reader.learner.token().get())
                .expect(200)
                .body();
        assertThat(answer.path("cardsUnknown").asInt()).isEqualTo(1);
        assertThat(answer.path("days").findValuesAsText("seen").getLast()).isEqualTo("4");
        var seen = Command.run(running, "status").expect(1).output();
        assertThat(seen)
                .contains(
                        LEARNER_CARDS + ".g" + generation,
                        "missing: phase",
                        "1 cannot be read; ./engram audit " + LEARNER_CARDS + " --repair");
        // when
        var repaired = Command.run(running, "audit", LEARNER_CARDS, "--repair").expect(0);
        // then
        assertThat(repaired.output()).contains("1 difference, 1 repaired", "cannot be read: missing: phase");
        reader.requireRight(200);
        Command.run(running, "audit", LEARNER_CARDS).expect(0);
        Command.run(running, "status").expect(0);
    }

    @Test
    void shouldShowADeckWithAGapAndRecordsThatShouldNotBeThere() throws Exception {
        // given
        var random = new Random(7);
        var bogus = new DeckId(UUID.randomUUID());
        var added = new CardAdded(
                new CommitStamp(bogus, 7, 0, 1, new LearnerId(UUID.randomUUID()), Instant.now()),
                Generate.cardId(random),
                1,
                0,
                new CardContent("Q", "test", List.of(), null, null));
        // when
        running.append(
                "engram.cards",
                DeckEvents.codec().encode(added).key(),
                DeckEvents.codec().encode(added));
        var review = Generate.reviewsOf(Generate.learnerId(random), Generate.cardId(random), 1, random)
                .getFirst();
        running.append(
                "engram.reviews",
                UUID.randomUUID().toString(),
                LearnerEvents.codec().encode(review));
        // then
        var deadline = Instant.now().plus(LONGEST);
        String shown;
        do {
            shown = Command.run(running, "status").output();
        } while (Instant.now().isBefore(deadline)
                && !(shown.contains("version-gap") && shown.contains("key-mismatch")));
        assertThat(shown).contains("version-gap: deck " + bogus, "key-mismatch: the key of the record");
        Reader.withReviews();
        Command.run(running, "audit").expect(0);
        for (var projection : List.of("catalogue", "schedule", LEARNER_CARDS)) {
            for (var service : projection.equals("catalogue")
                    ? List.of("review-service", "analytics-service")
                    : List.of(projection.equals("schedule") ? "review-service" : "analytics-service")) {
                var listed = Command.run(running, "parked", projection, "--service", service, "--json")
                        .json();
                for (var event : listed.at("/projections/0/events")) {
                    Command.run(
                                    running,
                                    "parked",
                                    "discard",
                                    projection,
                                    event.path("id").asText(),
                                    "--service",
                                    service,
                                    "--note",
                                    "a test")
                            .expect(0);
                }
            }
        }
        Command.run(running, "status").expect(0);
    }

    @Test
    void shouldAnswerRightlyWhileAProjectionIsRebuiltAndReviewsArrive() throws Exception {
        // given
        var reader = Reader.withReviews();
        int before = status().path("live").path("generation").asInt();
        List<JsonNode> seen = new CopyOnWriteArrayList<>();
        // when
        try (var _ = Background.start(OperationsTest::postOne);
                var _ = Background.start(() -> seen.add(status()))) {
            var reads = Background.start(() -> reader.requireRight(200));
            var rebuilt = Command.run(running, "rebuild", LEARNER_CARDS);
            reads.close();
            // then
            assertThat(rebuilt.expect(0).output()).contains("generation " + (before + 1) + " answers now");
            assertThat(reads.times()).isPositive();
        }
        assertThat(seen).as("progress in the status").anySatisfy(status -> {
            assertThat(status.at("/rebuild/generation").asInt()).isEqualTo(before + 1);
            assertThat(status.at("/live/generation").asInt()).isEqualTo(before);
            assertThat(status.at("/rebuild/progress").asDouble(-1)).isBetween(0.0, 1.0);
        });
        reader.requireRight(200);
        Command.run(running, "audit", LEARNER_CARDS).expect(0);
    }

    @Test
    void shouldRebuildByItselfWhereTheFoldVersionWasRaised() throws Exception {
        // given
        var reader = Reader.withReviews();
        int before = status().path("live").path("generation").asInt();
        var analytics = running.stack().process(StackPart.ANALYTICS);
        var jar = projectionsJar();
        var old = Files.copy(jar, folder.resolve("old.jar"));
        List<JsonNode> seen = new CopyOnWriteArrayList<>();
        // when
        try (var _ = Background.start(OperationsTest::postOne);
                var reads = Background.start(() -> reader.requireRight(200, 502, 503));
                var looks = Background.start(() -> seen.add(status()))) {
            analytics.stop();
            raiseFoldVersion(jar);
            analytics.restart();
            running.stack().awaitHealthy(StackPart.ANALYTICS, LONGEST);
            // then
            assertThat(status().path("live").path("generation").asInt()).isEqualTo(before + 1);
            reader.requireRight(200);
            assertThat(reads.times()).isPositive();
            assertThat(looks.times()).isPositive();
        }
        assertThat(seen).as("not ready until the rebuild had caught up").anySatisfy(status -> {
            assertThat(status.path("serving").asBoolean(true)).isFalse();
            assertThat(status.path("reason").asText()).isEqualTo("generation-not-ready");
            assertThat(status.path("remedy").asText()).isNotEmpty();
        });
        Command.run(running, "audit", LEARNER_CARDS).expect(0);
        Command.run(running, "status").expect(0);

        // and when the old build comes back
        analytics.stop();
        Files.copy(old, jar, StandardCopyOption.REPLACE_EXISTING);
        analytics.restart();
        try {
            // then
            Api.patiently(LONGEST, () -> new Api.Answer(stateOf("STOPPED") ? 200 : 503, status()));
            assertThat(reader.read().status()).isEqualTo(503);
            var stopped = Command.run(running, "status").expect(1).output();
            assertThat(stopped).contains("STOPPED", "fold-version-older", "rebuild the projection");
        } finally {
            Command.run(running, "rebuild", LEARNER_CARDS).expect(0);
        }
        running.stack().awaitHealthy(StackPart.ANALYTICS, LONGEST);
        reader.requireRight(200);
        Command.run(running, "audit", LEARNER_CARDS).expect(0);
    }

    private static boolean stateOf(String label) throws IOException, InterruptedException {
        return status().path("state").asText().equals(label);
    }

    private static JsonNode status() throws IOException, InterruptedException {
        for (var projection :
                operations.get(StackPart.ANALYTICS, "/internal/projections").path("projections")) {
            if (projection.path("name").asText().equals(LEARNER_CARDS)) {
                return projection;
            }
        }
        throw new AssertionError("no projection " + LEARNER_CARDS);
    }

    /** The jar of the folds in the folder that analytics-service runs from. */
    private static Path projectionsJar() throws IOException {
        try (var jars = Files.list(running.stack().home().resolve("app/analytics-service/lib/main"))) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith("dev.engram.projections-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Replaces the fold of learner-cards by one of the next version that is otherwise the same. */
    private void raiseFoldVersion(Path jar) throws IOException {
        var path = "dev/engram/projections/learner/LearnerCardProjection";
        var source = Files.readString(Checkout.root().resolve("projections/src/main/java/" + path + ".java"));
        var raised = source.replaceFirst("FOLD_VERSION = \\d+;", "FOLD_VERSION = 1000;");
        assertThat(raised).isNotEqualTo(source);
        var file = Files.createDirectories(
                        folder.resolve("source").resolve(path).getParent())
                .resolve("LearnerCardProjection.java");
        Files.writeString(file, raised);
        var classes = Files.createDirectories(folder.resolve("classes"));
        String libraries;
        try (var jars = Files.list(jar.getParent())) {
            libraries = jars.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        }
        int result = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", classes.toString(), "-cp", libraries, file.toString());
        assertThat(result).isZero();
        try (var zip = FileSystems.newFileSystem(jar)) {
            Files.copy(
                    classes.resolve(path + ".class"),
                    zip.getPath(path + ".class"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** A review of a learner of whom nobody asks. */
    private static void postOne() throws IOException, InterruptedException {
        running.api().post("/reviews", running.newLearner().token().get(), "application/json", reviews(1));
    }

    private static String reviews(int count) {
        var body = Api.JSON.createObjectNode();
        var reviews = body.putArray("reviews");
        for (int i = 0; i < count; i++) {
            reviews.addObject()
                    .put("reviewId", Ids.v7().toString())
                    .put("cardId", deck.cards().get(i % 5))
                    .put("rating", i % 3 == 0 ? "AGAIN" : "GOOD")
                    .put(
                            "reviewedAt",
                            Instant.now()
                                    .minus(Duration.ofHours(50L * (count - i)))
                                    .toString())
                    .put("utcOffset", "+01:00")
                    .put("clientId", "phone")
                    .put("clientSeq", i);
        }
        return body.toString();
    }

    /** A learner whose reviews are all in, and the mastery that follows from them. */
    private record Reader(RunningStack.Learner learner, String path, JsonNode right) {

        static Reader withReviews() throws Exception {
            var learner = running.newLearner();
            Api.patiently(
                    LONGEST,
                    () -> running.api()
                            .put(
                                    "/decks/" + deck.id() + "/membership",
                                    learner.token().get()));
            var position = Api.patiently(
                            LONGEST,
                            () -> running.api()
                                    .post("/reviews", learner.token().get(), "application/json", reviews(20)))
                    .body()
                    .get("position")
                    .asText();
            var asOf = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            var path = "/mastery/tags?asOf=" + asOf + "&after=" + URLEncoder.encode(position, StandardCharsets.UTF_8);
            var answer = Api.patiently(LONGEST, () -> {
                var table = running.api().get(path, learner.token().get());
                // a tag that all cards carry: the catalogue holds the whole deck
                boolean whole = table.body()
                        .findValuesAsText("cards")
                        .contains(Integer.toString(deck.cards().size()));
                return whole && table.body().path("caughtUp").asBoolean() ? table : new Api.Answer(202, table.body());
            });
            var tags = answer.body().get("tags");
            assertThat(tags).isNotEmpty();
            assertThat(tags.findValuesAsText("seen")).contains("5");
            return new Reader(learner, path, tags);
        }

        Api.Answer read() throws IOException, InterruptedException {
            return running.api().get(path, learner.token().get());
        }

        /** Asks once: the answer has one of these codes, and if it is caught up, the right figures. */
        void requireRight(Integer... codes) throws IOException, InterruptedException {
            var answer = read();
            assertThat(answer.status()).as(answer.body().toString()).isIn((Object[]) codes);
            if (answer.status() == 200 && answer.body().path("caughtUp").asBoolean()) {
                assertThat(answer.body().get("tags")).isEqualTo(right);
            } else if (answer.status() == 200) {
                assertThat(codes)
                        .as("answers that are not caught up: " + answer)
                        .contains(503);
            }
        }
    }

    /** Repeats an action until it is closed, which fails if the action did other than by an I/O error. */
    private static final class Background implements AutoCloseable {

        private interface Action {
            void run() throws IOException, InterruptedException;
        }

        private final AtomicInteger times = new AtomicInteger();
        private final List<Throwable> failures = new ArrayList<>();
        private final Thread thread;
        private volatile boolean ending;

        private Background(Action action) {
            thread = Thread.ofVirtual().start(() -> {
                while (!ending && failures.isEmpty()) {
                    try {
                        action.run();
                        times.incrementAndGet();
                        Thread.sleep(20);
                    } catch (IOException unreachable) {
                        // the service is being replaced
                    } catch (InterruptedException | RuntimeException | AssertionError failure) {
                        failures.add(failure);
                    }
                }
            });
        }

        static Background start(Action action) {
            return new Background(action);
        }

        int times() {
            return times.get();
        }

        @Override
        public void close() {
            ending = true;
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
            assertThat(failures).isEmpty();
        }
    }
}
