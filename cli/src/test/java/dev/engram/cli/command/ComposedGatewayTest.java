package dev.engram.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With a program in the place of docker that says what docker says, and only to the question it understands. */
class ComposedGatewayTest {
    @TempDir
    Path folder;

    private ComposedGateway dockerThat(String commands) throws IOException {
        Path program = folder.resolve("docker");
        Files.writeString(program, "#!/bin/sh\n[ \"$*\" = 'compose port gateway 8080' ] || exit 9\n" + commands + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new ComposedGateway(program.toString(), folder);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:8080, http://127.0.0.1:8080",
        "0.0.0.0:18080, http://127.0.0.1:18080",
        "[::]:8080, http://127.0.0.1:8080",
        "192.0.2.7:443, http://192.0.2.7:443"
    })
    void shouldGoWhereTheGatewayIsPublished(String said, String url) throws Exception {
        assertThat(dockerThat("echo '" + said + "'").find()).isEqualTo(URI.create(url));
    }

    @Test
    void shouldNotTakeAWarningForTheAnswer() throws Exception {
        assertThat(dockerThat("echo 'level=warning msg=\"X is not set\"' >&2; echo 127.0.0.1:8081")
                        .find())
                .isEqualTo(URI.create("http://127.0.0.1:8081"));
    }

    @Test
    void shouldSayHowToStartWhereNoGatewayRuns() throws Exception {
        var noContainer = dockerThat("echo 'no container found for service \"gateway\"' >&2; exit 1");
        assertThatThrownBy(noContainer::find)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no container found for service")
                .hasMessageContaining("docker compose up --build --wait");
    }

    @Test
    void shouldSayThatNothingIsPublished() throws Exception {
        var unpublished = dockerThat("echo ':0'");
        assertThatThrownBy(unpublished::find).hasMessageContaining("published").hasMessageContaining(":0");
    }

    @Test
    void shouldSayThatThereIsNoDocker() {
        var absent = new ComposedGateway(folder.resolve("absent").toString(), folder);
        assertThatThrownBy(absent::find).hasMessageContaining("needs docker in PATH");
    }
}
