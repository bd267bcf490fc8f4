package dev.engram.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.local.FreePorts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Servers whose JVM is killed are gone when the next JVM has started one, at the latest, and those of others stay. */
class AbandonedServerTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void shouldEndWhatAKilledJvmLeft() throws Exception {
        // given
        var abandoning = jvm();
        int abandoned = port(abandoning);
        try (var mine = OwnMongod.start()) {
            assertThat(FreePorts.isFree(abandoned)).isFalse();
            // when
            abandoning.destroyForcibly().waitFor();
            var next = jvm();
            int ofNext = port(next);
            // then
            awaitFree(abandoned);
            assertThat(mine.isAlive()).isTrue();
            // when: asked to end, a JVM cleans up itself
            next.destroy();
            next.waitFor();
            // then
            awaitFree(ofNext);
        }
    }

    private static Process jvm() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dengram.root=" + RepositoryRoot.find(),
                        "-D" + InfraChoice.PROPERTY + "="
                                + InfraChoice.current().word(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        AbandoningJvm.class.getName())
                .redirectErrorStream(true)
                .start();
    }

    private static int port(Process jvm) throws IOException {
        var said = new StringBuilder();
        var out = new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8));
        for (var line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("FOUND ")) {
                return Integer.parseInt(line.substring("FOUND ".length()));
            }
            said.append(line).append('\n');
        }
        throw new AssertionError("no server was started:\n" + said);
    }

    private static void awaitFree(int port) throws InterruptedException {
        var deadline = Instant.now().plus(SOON);
        while (!FreePorts.isFree(port)) {
            assertThat(Instant.now()).as("port %d is still taken", port).isBefore(deadline);
            Thread.sleep(50);
        }
    }
}
