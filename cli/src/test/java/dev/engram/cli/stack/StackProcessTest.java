package dev.engram.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.local.Launch;
import dev.engram.local.ProcessIdentity;
import dev.engram.local.StartException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackProcessTest {
    @TempDir
    private Path home;

    private LocalStack stack;
    private Process other;

    @BeforeEach
    void stack() throws IOException {
        stack = LocalStack.at(home, StackSettings.forTest(StackSettings.rootFromProperty()));
        stack.signingKeys(); // creates the folders
        other = new ProcessBuilder("sleep", "60").start();
    }

    @AfterEach
    void endOther() {
        other.destroyForcibly();
    }

    @Test
    void shouldNotStartAStoreAgainWhoseDataIsGone() {
        // when, then: only a command makes replica set and users
        for (StackPart store : StackPart.STORES) {
            assertThatThrownBy(() -> stack.process(store).startAgain())
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("./engram up");
        }
    }

    @Test
    void shouldSayInItsOwnWordsWhyAServiceRefusesToRun() throws Exception {
        // given
        StackProcess process = stack.process(StackPart.REVIEW);
        String refusal = "2026-01-02 10:11:12,345 ERROR [dev.engram.kit.health.StartupCheck] (check) refusing to run:";
        Files.writeString(
                process.log(),
                String.join(
                        "\n",
                        "---- started by engram ----",
                        refusal,
                        "an older reason",
                        "---- started by engram ----",
                        "2026-01-02 10:11:12,000 INFO  [io.quarkus] (main) started",
                        refusal,
                        "topic engram.reviews: retention.ms is 60000",
                        "topic engram.reviews: retention.bytes is 7",
                        "2026-01-02 10:11:12,400 ERROR [io.quarkus] (main) java.lang.IllegalStateException: closed",
                        "\tat some.Frame"));
        // when
        String message = process.ended().getMessage();
        // then
        assertThat(message)
                .startsWith("review-service refuses to run:\n  topic engram.reviews: retention.ms is 60000\n"
                        + "  topic engram.reviews: retention.bytes is 7\n")
                .contains("Broker and mongod keep running", "./engram up")
                .doesNotContain("older", "Exception", "some.Frame");
    }

    @Test
    void shouldNotTouchAnotherProcessWithTheSamePid() throws Exception {
        // given
        StackProcess process = stack.process(StackPart.CARD);
        process.save(new ProcessIdentity(other.pid(), "boot_1"));

        // when
        process.kill();
        process.stop();

        // then
        assertThat(other.waitFor(200, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void shouldStopItsOwnProcessEvenWhenPaused() throws Exception {
        // given
        StackProcess process = stack.process(StackPart.CARD);
        process.save(ProcessIdentity.of(other.pid()).orElseThrow());
        process.pause();

        // when
        process.stop();

        // then
        assertThat(other.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(process.isAlive()).isFalse();
        assertThat(process.wasStopped()).isTrue();
    }

    @Test
    void shouldStopWhatRunsInAHomeThatWasDeletedAndNothingElse() throws Exception {
        // given
        Path deleted = home.resolve("deleted");
        LocalStack lost = LocalStack.at(deleted, StackSettings.forTest(StackSettings.rootFromProperty()));
        Path data = deleted.resolve("data/mongod");
        Path jar = deleted.resolve("app/gateway/quarkus-run.jar");
        Process mongod = named("mongod", "--dbpath", data);
        Process gateway = named("/some/jdk/bin/java", "-Xmx1g", "-jar", jar);
        List<Process> strangers = List.of(
                named("mongod", "--dbpath", deleted.resolveSibling("deleted2").resolve("data/mongod")),
                named("mongod", "--dbpath", data.resolveSibling("mongod2")),
                named("less", "--dbpath", data),
                named("java", "-cp", jar),
                named("jar", "-jar", jar));
        try {
            // when
            var stopped = lost.stop(StackProgress.NONE);

            // then
            assertThat(stopped).containsExactly(StackPart.MONGOD, StackPart.GATEWAY);
            assertThat(mongod.waitFor(5, TimeUnit.SECONDS)).isTrue();
            assertThat(gateway.waitFor(5, TimeUnit.SECONDS)).isTrue();
            assertThat(strangers).allMatch(Process::isAlive);
            assertThat(deleted).doesNotExist();
            assertThat(lost.stop(StackProgress.NONE)).isEmpty();
        } finally {
            Stream.concat(strangers.stream(), Stream.of(mongod, gateway)).forEach(Process::destroyForcibly);
        }
    }

    /** A process that waits, under another name and with arguments that it does not read. */
    private static Process named(String name, Object... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("bash", "-c", "exec -a \"$0\" bash -c 'read line' - \"$@\"", name));
        Arrays.stream(arguments).map(Object::toString).forEach(line::add);
        Process process = new ProcessBuilder(line).start();
        Path commandLine = Path.of("/proc", Long.toString(process.pid()), "cmdline");
        while (!Files.readString(commandLine).startsWith(name + "\0")) {
            Thread.sleep(5);
        }
        return process;
    }

    @Test
    void shouldNoticeThatAProcessHasEnded() throws Exception {
        // given
        ProcessIdentity identity = ProcessIdentity.of(other.pid()).orElseThrow();
        boolean alive = identity.isAlive();

        // when
        other.destroyForcibly().waitFor();

        // then
        assertThat(alive).isTrue();
        assertThat(identity.isAlive()).isFalse();
    }

    @Test
    void shouldReplaceTheSessionLauncherByTheProgram() throws Exception {
        // given
        Launch launch = new Launch(List.of("sleep", "60"), Map.of(), home.resolve("logs/sleep.log"));

        // when
        Process spawned = launch.spawn();

        // then
        try {
            assertThat(commandOf(spawned)).startsWith("sleep");
        } finally {
            spawned.destroyForcibly();
        }
    }

    private static String commandOf(Process process) throws IOException, InterruptedException {
        String command = "";
        for (int look = 0; look < 100 && !command.startsWith("sleep"); look++) {
            Thread.sleep(20);
            var ps = new ProcessBuilder("ps", "-o", "args=", "-p", Long.toString(process.pid())).start();
            command = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
        return command;
    }
}
