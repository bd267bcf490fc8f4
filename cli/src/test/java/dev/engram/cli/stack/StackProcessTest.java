package dev.engram.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.local.Launch;
import dev.engram.local.ProcessIdentity;
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
    private Process other;

    @BeforeEach
    void stack() throws IOException {
        stack = LocalStack.at(home, StackSettings.forTest(StackSettings.rootFromProperty()));
        stack.signingKey(); // creates the folders
        other = new ProcessBuilder("sleep", "60").start();
    }

    @AfterEach
    void endOther() {
        other.destroyForcibly();
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
