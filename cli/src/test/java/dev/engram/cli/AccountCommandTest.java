package dev.engram.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a program in the place of docker that prints where it runs and its arguments, each in brackets. */
class AccountCommandTest {
    @TempDir
    Path folder;

    private Commands.Ran run(int exitCode, String... arguments) throws IOException, InterruptedException {
        var program = folder.resolve("docker");
        Files.writeString(program, "#!/bin/sh\npwd -P\nprintf '[%s]' \"$@\"\nexit " + exitCode + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return Commands.runWith(Map.of("PATH", folder + ":" + System.getenv("PATH")), arguments);
    }

    @Test
    void shouldMakeAnAccountInTheContainerOfTheGatewayWithoutATerminal() throws Exception {
        // when
        var ran = run(
                0,
                "account",
                "create",
                "ada",
                "--role",
                "administrator",
                "--role",
                "data-officer",
                "--email",
                "ada lovelace@example.org",
                "--password-stdin",
                "--compose");
        // then
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .isEqualTo(Path.of(System.getProperty("engram.root")).toRealPath()
                        + "\n[compose][exec][-T][gateway][/engram/bin/account][create][ada][--role][administrator]"
                        + "[--role][data-officer][--email][ada lovelace@example.org][--password-stdin]");
    }

    @Test
    void shouldHandOnTheOtherCommandsAndTheExitCode() throws Exception {
        for (var command : new String[] {"disable", "enable", "reset"}) {
            // when
            var ran = run(1, "account", "--compose", command, "ada");
            // then
            assertThat(ran.code()).isOne();
            assertThat(ran.out()).endsWith("[gateway][/engram/bin/account][" + command + "][ada]");
        }
        assertThat(run(0, "account", "list", "--compose").out()).endsWith("[/engram/bin/account][list]");
    }

    @Test
    void shouldSayThatThereIsNoDocker() throws Exception {
        var ran = Commands.runWith(Map.of("PATH", folder.toString()), "account", "list", "--compose");
        assertThat(ran.code()).isOne();
        assertThat(ran.err()).contains("--compose needs docker in PATH");
    }
}
