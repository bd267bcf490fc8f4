package dev.engram.system.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.kit.auth.Role;
import dev.engram.system.Checkout;
import dev.engram.system.RunningStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The running stack does what docs/openapi.yaml says, for every role: requests that schemathesis makes from the document. */
@Tag("drill")
class SchemathesisTest {
    private static final Path FOLDER = Checkout.root().resolve("system-tests/src/test/schemathesis");
    private static final String POSITION = "deck-0191f3a0-6b1c-7d2e-8a4f-5b6c7d8e9f00@3";

    /** Requests of a call in the random phases; the others take as many as the document has rules. */
    private static final int EXAMPLES = Integer.getInteger("engram.api.examples", 4);

    /** The same requests in each build, so that one fails for what was changed in it. */
    private static final long SEED = Long.getLong("engram.seed", 1);

    private static final int ROLES_AT_A_TIME = 2;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    @TempDir
    private Path temporary;

    @Test
    void shouldDoWhatTheDocumentSaysForEveryRole() throws Exception {
        // given
        long seed = SEED & Integer.MAX_VALUE;
        System.out.println("drill: schemathesis with seed " + seed + " (another: -Dengram.seed=N)");
        var schemathesis = install();
        // in a folder of its own, since it keeps notes beside them
        for (var name : List.of("schemathesis.toml", "formats.py")) {
            Files.copy(FOLDER.resolve(name), temporary.resolve(name));
        }
        var document = ApiDocument.of(Checkout.root());
        try (var running = RunningStack.start("engram schemathesis ")) {
            var deck = running.importTransformers();
            var position = "deck-" + deck.id() + "@1";
            // a read waits for a write that is not there
            var file = Files.writeString(
                    temporary.resolve("openapi.yaml"),
                    ApiDocument.text(document).replace(POSITION, position));
            var environment = Map.of(
                    "ENGRAM_IDS",
                    deck.id() + "," + deck.cards().getFirst(),
                    "ENGRAM_POSITION",
                    position,
                    "PYTHONPATH",
                    temporary.toString());
            // when
            var found = ofEveryRole(role -> {
                var command = List.of(
                        schemathesis,
                        "--config-file",
                        "schemathesis.toml",
                        "run",
                        file.toString(),
                        "--url=" + running.stack().url(),
                        "--header",
                        "Authorization: Bearer "
                                + running.tokens().token(UUID.randomUUID().toString(), Set.of(role)),
                        "--seed=" + seed,
                        "--max-examples=" + EXAMPLES,
                        "--phases=" + phases(role),
                        "--continue-on-failure",
                        "--warnings=off");
                return output(role, command, environment);
            });
            // then
            assertThat(found).containsOnlyKeys(Role.ALL);
            found.forEach((role, output) ->
                    assertThat(output).as("as %s:%n%s", role, output).endsWith("exit code 0"));
        }
    }

    /** Coverage, the longest, as a learner only: as every role the run would take half an hour. */
    private static String phases(String role) {
        return role.equals(Role.LEARNER_GROUP) ? "examples,coverage,fuzzing" : "examples,fuzzing";
    }

    private interface OfRole {
        String run(String role) throws IOException, InterruptedException;
    }

    private static Map<String, String> ofEveryRole(OfRole work) throws Exception {
        var runs = new TreeMap<String, Future<String>>();
        try (var workers = Executors.newFixedThreadPool(ROLES_AT_A_TIME)) {
            for (var role : new TreeSet<>(Role.ALL)) {
                Callable<String> run = () -> work.run(role);
                runs.put(role, workers.submit(run));
            }
        }
        var outputs = new TreeMap<String, String>();
        for (var run : runs.entrySet()) {
            outputs.put(run.getKey(), run.getValue().get());
        }
        return outputs;
    }

    private String output(String role, List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        var log = temporary.resolve(role + ".log");
        var builder = new ProcessBuilder(command)
                .directory(temporary.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        long begun = System.nanoTime();
        var process = builder.start();
        try {
            var ended = process.waitFor(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
            System.out.printf(
                    "drill: schemathesis as %s, %d s%n",
                    role, Duration.ofNanos(System.nanoTime() - begun).toSeconds());
            return Files.readString(log) + (ended ? "exit code " + process.exitValue() : "not ended in " + LONGEST);
        } finally {
            process.destroyForcibly();
        }
    }

    /** The command; into the cache of this user where it is not there yet. */
    private String install() throws IOException, InterruptedException {
        var problems = temporary.resolve("install.log");
        var process = new ProcessBuilder(FOLDER.resolve("install").toString())
                .redirectError(problems.toFile())
                .start();
        var command = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor())
                .as(() -> "schemathesis cannot be installed: " + read(problems))
                .isZero();
        return command;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
