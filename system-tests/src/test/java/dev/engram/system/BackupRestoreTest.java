package dev.engram.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.engram.cli.api.EngramApi;
import dev.engram.cli.stack.LocalStack;
import dev.engram.cli.stack.StackProgress;
import dev.engram.cli.stack.StackSettings;
import dev.engram.testing.Seeds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running stack is copied with the built command line, and restored in an empty home. */
@Tag("drill")
class BackupRestoreTest {

    private static final Map<String, String> ASKED = Map.of("horizon", "30", "asOf", "2026-10-03T08:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void shouldGiveTheSameTablesFromABackupOfARunningStack() throws Exception {
        // given: the demo and some more learners
        List<JsonNode> tables;
        String secret;
        List<RunningStack.Learner> learners = new ArrayList<>();
        try (var source = RunningStack.start("engram backup ")) {
            Command.run(source, "demo").expect(0);
            var deck = source.importTransformers();
            var reviews = new AcknowledgedReviews(source, deck.cards(), 4);
            for (int i = 0; i < 4; i++) {
                learners.add(reviews.learner(i));
                var token = learners.get(i).token().get();
                source.api().put("/decks/" + deck.id() + "/membership", token).expect(200);
            }
            reviews.post(20, 100, Seeds.one());
            secret = personalAccessToken(source);
            source.api().get("/plan", secret).expect(200);
            // when
            var backup = Command.run(source, "backup", folder.toString()).expect(0);
            var again = Command.run(source, "backup", folder.toString()).expect(0);
            // then
            print(backup);
            assertThat(again.output()).contains("engram.reviews  0 records copied");
            Command.run(source, "audit").expect(0);
            tables = tables(source, learners);
        }
        // and when
        var stack =
                LocalStack.at(Files.createTempDirectory("engram restored "), StackSettings.forTest(Checkout.root()));
        try {
            stack.startStores(StackProgress.NONE);
            var restored = RunningStack.of(stack);
            var restore = Command.run(restored, "restore", folder.toString()).expect(0);
            // then
            print(restore);
            assertThat(restore.output().lines().filter(line -> line.contains(" 0 differences")))
                    .hasSize(4);
            assertThat(restore.output()).contains("people sign in again");
            restored.api().get("/plan", secret).expect(401);
            assertThat(tables(restored, learners)).isEqualTo(tables);
            assertThat(tables).allMatch(tags -> !tags.isEmpty());
            Command.run(restored, "restore", folder.toString()).expect(2);
            Command.run(restored, "status").expect(0);
        } finally {
            stack.stop(StackProgress.NONE);
        }
    }

    private static String personalAccessToken(RunningStack running) throws Exception {
        var json = "application/json";
        var token = running.api()
                .post("/tokens", "", json, "{\"username\": \"learner\", \"password\": \"learn-transformers\"}")
                .expect(200)
                .body()
                .get("token")
                .asText();
        return running.api()
                .post(
                        "/access-tokens",
                        token,
                        json,
                        "{\"name\": \"script\", \"scopes\": [\"reviews:read\"], \"expiresAt\": \""
                                + Instant.now().plus(Duration.ofDays(30)) + "\"}")
                .expect(201)
                .body()
                .get("token")
                .asText();
    }

    /** What the learner of the demo and the others are told. */
    private static List<JsonNode> tables(RunningStack running, List<RunningStack.Learner> learners) throws Exception {
        var tables = new ArrayList<JsonNode>();
        var demo = EngramApi.at(running.stack().url()).signIn("learner", "learn-transformers");
        tables.add(demo.get("/mastery/tags", ASKED));
        for (var learner : learners) {
            tables.add(running.api()
                    .get(
                            "/mastery/tags?horizon=30&asOf=2026-10-03T08:00:00Z",
                            running.tokens().learner(learner.id()))
                    .expect(200)
                    .body());
        }
        // when the last record was appended is not part of a table
        return tables.stream()
                .map(table -> table.path("tags"))
                .<JsonNode>map(JsonNode::deepCopy)
                .toList();
    }

    private static void print(Command command) {
        command.output().lines().forEach(line -> System.out.println("backup: " + line));
    }
}
