package dev.engram.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.local.FreePorts;
import dev.engram.local.ProcessIdentity;
import dev.engram.testing.InfraFolder.InfraAddress;
import dev.engram.testing.Rendezvous.Outcome;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The life of the shared servers, bounded by a process that plays Maven. */
class SharedLifeTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private Process build;
    private InfraFolder folder;

    @BeforeEach
    void startABuild() throws IOException {
        build = new ProcessBuilder("sleep", "600").start();
        var owner = ProcessIdentity.of(build.pid()).orElseThrow();
        folder = InfraFolder.of(RepositoryRoot.find(), owner);
    }

    @AfterEach
    void endTheBuild() {
        build.destroyForcibly();
    }

    @Test
    void shouldStartOnceForTwoJvmsAndEndWhenTheBuildIsKilled() throws Exception {
        // when
        var found = Rendezvous.collide(2, jvm -> this::askInAnotherJvm);
        // then
        assertThat(found.get(0)).isInstanceOf(Outcome.Returned.class).isEqualTo(found.get(1));
        var address = folder.address().orElseThrow();
        assertThat(found.get(0)).isEqualTo(new Outcome.Returned<>(address.kafkaBootstrap() + " " + address.mongoUri()));
        // when
        build.destroyForcibly();
        // then
        assertGone(address);
        eventually(() -> !Files.exists(folder.path()));
    }

    @Test
    void shouldLeaveNoServersWhenTheirOwnerIsKilled() throws Exception {
        // given
        askInAnotherJvm();
        var address = folder.address().orElseThrow();
        // when
        ProcessHandle.of(address.process().pid()).orElseThrow().destroyForcibly();
        // then
        eventually(() -> !address.process().isAlive());
        assertThat(folder.address()).isEmpty();
        if (InfraChoice.current() == InfraChoice.CONTAINERS) {
            // nobody is left to end them: the next start does
            askInAnotherJvm();
        }
        assertGone(address);
    }

    @Test
    void shouldEndWhenNobodyUsesThemThoughTheBuildLivesOn() throws Exception {
        // given
        askInAnotherJvm("-D" + TestInfra.IDLE_PROPERTY + "=1000");
        var address = folder.address();
        // when
        eventually(() -> folder.address().isEmpty());
        // then
        assertThat(build.isAlive()).isTrue();
        eventually(() -> !Files.exists(folder.data()));
        assertGone(address.orElseThrow());
    }

    private String askInAnotherJvm(String... options) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dengram.root=" + RepositoryRoot.find(),
                "-D" + InfraChoice.PROPERTY + "=" + InfraChoice.current().word(),
                "-D" + BuildOwner.PROPERTY + "=" + build.pid()));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), SharingJvm.class.getName()));
        var jvm = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(jvm.waitFor()).as(said).isZero();
        return said.lines()
                .filter(line -> line.startsWith("FOUND "))
                .findFirst()
                .orElseThrow()
                .substring("FOUND ".length());
    }

    private static void assertGone(InfraAddress address) throws Exception {
        eventually(() -> !address.process().isAlive());
        eventually(() -> FreePorts.isFree(port("kafka://" + address.kafkaBootstrap())));
        eventually(() -> FreePorts.isFree(port(address.mongoUri())));
    }

    private static int port(String uri) {
        return URI.create(uri).getPort();
    }

    private static void eventually(Callable<Boolean> condition) throws Exception {
        var deadline = Instant.now().plus(SOON);
        while (!condition.call()) {
            assertThat(Instant.now()).as("still waiting").isBefore(deadline);
            Thread.sleep(50);
        }
    }
}
