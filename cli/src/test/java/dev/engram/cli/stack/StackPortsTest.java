package dev.engram.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.local.ProcessIdentity;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackPortsTest {
    @Test
    void shouldNameTheTakenPortItsHolderAndTheVariable() throws Exception {
        try (var holder = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            // when
            int port = holder.getLocalPort();
            var ports = StackPorts.fromEnvironment(Map.of("ENGRAM_PORT_GATEWAY", Integer.toString(port)));

            // then
            assertThatThrownBy(() -> ports.checkFree(Set.of(StackPart.GATEWAY)))
                    .hasMessageContaining("port " + port)
                    .hasMessageContaining("for gateway")
                    .hasMessageContaining("pid " + ProcessHandle.current().pid())
                    .hasMessageContaining("./engram down")
                    .hasMessageContaining("--port-base")
                    .hasMessageContaining("ENGRAM_PORT_GATEWAY");
        }
    }

    @Test
    void shouldNameTheSettingThatGaveAPortThatIsNone() {
        assertThatThrownBy(() -> StackPorts.from(65_535, "--port-base"))
                .hasMessage(
                        "--port-base must be from 1 to 65529, since seven ports are used from there on; it was 65535");
        assertThatThrownBy(() -> StackPorts.fromEnvironment(Map.of("ENGRAM_PORT_BASE", "65530")))
                .hasMessageStartingWith("ENGRAM_PORT_BASE must be from 1 to 65529");
        assertThatThrownBy(() -> StackPorts.fromEnvironment(Map.of("ENGRAM_PORT_CARD", "65536")))
                .hasMessageStartingWith("ENGRAM_PORT_CARD must be a port from 1 to 65535");
        assertThat(StackPorts.from(65_529, "--port-base").of(StackPart.MONGOD)).isEqualTo(65_535);
    }

    @Test
    void shouldTakePortsFromBaseAndVariables() {
        // when
        var ports = StackPorts.fromEnvironment(Map.of("ENGRAM_PORT_BASE", "9000", "ENGRAM_PORT_MONGOD", "28000"));

        // then
        assertThat(ports.of(StackPart.GATEWAY)).isEqualTo(9000);
        assertThat(ports.controller()).isEqualTo(9005);
        assertThat(ports.of(StackPart.MONGOD)).isEqualTo(28000);
    }

    @Test
    void shouldNameTheVariableThatIsNoPortOrNotUnique() {
        assertThatThrownBy(() -> StackPorts.fromEnvironment(Map.of("ENGRAM_PORT_CARD", "http")))
                .hasMessage("ENGRAM_PORT_CARD must be a port from 1 to 65535, was \"http\"");
        assertThatThrownBy(() -> StackPorts.fromEnvironment(Map.of("ENGRAM_PORT_CARD", "8080")))
                .hasMessage("card-service (ENGRAM_PORT_CARD) and gateway (ENGRAM_PORT_GATEWAY) both have port 8080;"
                        + " each part needs a port of its own");
    }

    @Test
    void shouldFindTheRunningStackFromACommandWithOtherPorts(@TempDir Path home) throws Exception {
        // given
        StackSettings started = StackSettings.forTest(StackSettings.rootFromProperty());
        StackFolders folders = new StackFolders(home);
        folders.create();
        started.ports().write(folders.ports());
        Files.writeString(
                folders.processFile(StackPart.BROKER), ProcessIdentity.own().token());

        // when
        LocalStack found = LocalStack.at(home, started.withPorts(StackPorts.defaults()));

        // then
        assertThat(found.ports()).isEqualTo(started.ports());
        assertThat(found.alive()).containsExactly(StackPart.BROKER);
    }
}
