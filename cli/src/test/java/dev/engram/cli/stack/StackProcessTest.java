package dev.engram.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackProcessTest {
    @TempDir
    private Path home;

    private LocalStack stack;
    private Process stranger;

    @BeforeEach
    void stack() throws IOException {
        stack = LocalStack.at(home, StackSettings.forTest(StackSettings.rootFromProperty()));
        stack.folders().create();
        stranger = new ProcessBuilder("sleep", "60").start();
    }

    @AfterEach
    void endStranger() {
        stranger.destroyForcibly();
    }

    @Test
    void shouldNotTouchAProcessThatWasGivenAnOldPid() throws Exception {
        // given
        writeFile(new ProcessIdentity(stranger.pid(), "boot:1"));
        StackProcess process = stack.process(StackPart.CARD);

        // when
        process.kill();
        process.stop();

        // then
        assertThat(stranger.waitFor(200, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void shouldStopItsOwnProcessEvenWhenPaused() throws Exception {
        // given
        writeFile(ProcessIdentity.of(stranger.pid()).orElseThrow());
        StackProcess process = stack.process("card-service");
        process.pause();

        // when
        process.stop();

        // then
        assertThat(stranger.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(process.isAlive()).isFalse();
        assertThat(process.wasToldToStop()).isTrue();
    }

    @Test
    void shouldTellADeadProcessFromALivingOne() throws Exception {
        // given
        ProcessIdentity identity = ProcessIdentity.of(stranger.pid()).orElseThrow();
        boolean alive = identity.isAlive();

        // when
        stranger.destroyForcibly().waitFor();

        // then
        assertThat(alive).isTrue();
        assertThat(identity.isAlive()).isFalse();
    }

    @Test
    void shouldStartProcessesInASessionOfTheirOwn() throws Exception {
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

    private void writeFile(ProcessIdentity identity) {
        new ProcessFile(identity, 1).write(stack.folders().processFile(StackPart.CARD));
    }
}
