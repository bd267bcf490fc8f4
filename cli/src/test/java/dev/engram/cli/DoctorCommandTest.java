package dev.engram.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor without a stack. */
class DoctorCommandTest {
    @TempDir
    private Path folder;

    @Test
    void shouldNameWhoHoldsAPortAndLookAtTheRestWithoutAStack() throws IOException {
        // given
        Path home = folder.resolve("home");
        try (var holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = holder.getLocalPort();
            // when: the gateway's port is the first one
            var ran = Commands.run("doctor", "--home", home, "--port-base", port);
            // then
            assertThat(ran.code()).isEqualTo(1);
            assertThat(ran.out())
                    .containsPattern("fail +port " + port + " +gateway needs it, and it is taken by pid "
                            + ProcessHandle.current().pid())
                    .contains("--port-base PORT", "ENGRAM_PORT_GATEWAY")
                    .containsPattern("ok +processor|warn +processor")
                    .containsPattern("skip +topics +the broker does not run");
            assertThat(home).as("nothing is written").doesNotExist();
        }
    }

    @Test
    void shouldFailOnAKeyThatOthersCanRead() throws IOException {
        // given
        Path key = Files.createDirectories(folder.resolve("keys/signing")).resolve("key.pem");
        Files.writeString(key, "key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        // when
        var ran = Commands.run("doctor", "--json", "--home", folder);
        // then
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.json().path("healthy").asBoolean(true)).isFalse();
        assertThat(ran.json().path("findings").valueStream())
                .filteredOn(finding -> finding.path("subject").asText().equals("key"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.path("level").asText()).isEqualTo("fail");
                    assertThat(finding.path("found").asText()).contains("rw-r--r--");
                    assertThat(finding.path("remedy").asText()).isEqualTo("chmod 600 " + key);
                })
                .isInstanceOf(JsonNode.class);
    }
}
