package dev.engram.runtime.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyFilesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

    @TempDir
    private Path parent;

    private SigningKeyFiles files;

    @BeforeEach
    void files() {
        files = new SigningKeyFiles(parent.resolve("keys"));
    }

    /** A key that was made so long ago. */
    private Path make(Duration age) throws IOException {
        Files.createDirectories(files.folder());
        var file = files.make(NOW.minus(age));
        Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
        return file;
    }

    private List<String> run(String... arguments) throws IOException {
        var lines = new ArrayList<String>();
        SigningKeysMain.run(files, List.of(arguments), NOW, lines::add);
        return lines;
    }

    @Test
    void shouldMakeTheFirstKeyOnceForItsOwnerOnly() throws Exception {
        // given
        files.makeFirst(NOW);
        var made = files.all();
        // when
        files.makeFirst(NOW.plusSeconds(60));
        // then
        assertThat(files.all()).isEqualTo(made).hasSize(1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made.getFirst())))
                .isEqualTo("rw-------");
        assertThat(SigningKey.read(made.getFirst()).jwk()).contains("P-256");
        assertThat(files.folder().toFile().list()).hasSize(1);
    }

    @Test
    void shouldKeepAKeyUntilNoTokenOfItCanLive() throws Exception {
        // given
        var oldest = make(Duration.ofDays(2));
        var old = make(Duration.ofDays(1));
        var current = make(SigningKeyFiles.SUPERSEDES_AFTER.minusSeconds(1));
        // when
        var said = run("rotate");
        // then
        assertThat(files.all()).hasSize(3).startsWith(old, current);
        assertThat(oldest).doesNotExist();
        assertThat(said.getFirst()).startsWith("made " + files.all().getLast());
        assertThat(said).contains("removed " + oldest);
        assertThat(said.subList(2, 5))
                .satisfiesExactly(
                        line -> assertThat(line).endsWith("  its tokens are still good"),
                        line -> assertThat(line).endsWith("  signs"),
                        line -> assertThat(line).endsWith("  is published, signs soon"));
        assertThat(run("remove-old")).hasSize(3);
        // when: a second later
        assertThat(files.removeSuperseded(NOW.plusSeconds(1))).containsExactly(old);
    }

    @Test
    void shouldKeepTheKeyThatSignsWhereAnotherFileWithAnOldTimeComesAfterIt() throws Exception {
        // given: a copy that kept its time
        var signing = make(Duration.ofDays(1));
        var copied = Files.copy(signing, files.folder().resolve("mine.pem"), StandardCopyOption.COPY_ATTRIBUTES);
        // then
        assertThat(files.removeSuperseded(NOW)).isEmpty();
        assertThat(files.all()).containsExactly(signing, copied);
    }

    @Test
    void shouldDropAKeyThatWasStolenAtOnce() throws Exception {
        // given
        var stolen = make(Duration.ofMinutes(1));
        // when
        run("rotate", "--drop-old");
        // then
        assertThat(files.all()).hasSize(1).doesNotContain(stolen);
        assertThat(files.inUse(NOW)).isEqualTo(files.all().getFirst());
    }

    @Test
    void shouldLetOthersSignWithAKeyThatEveryServiceHasRead() throws Exception {
        // given
        var old = make(Duration.ofDays(1));
        var fresh = make(Duration.ofSeconds(50));
        // then
        assertThat(files.inUse(NOW)).isEqualTo(old);
        assertThat(files.inUse(NOW.plusSeconds(10))).isEqualTo(fresh);
    }

    @Test
    void shouldTakeNothingForAKeyThatWasNotFinishedAndRemoveItLater() throws Exception {
        // given: what a process leaves that was killed before it gave the file its name
        var key = make(Duration.ofDays(1));
        var unfinished = Files.writeString(files.folder().resolve("key123.new"), "-----BEGIN");
        Files.setLastModifiedTime(unfinished, FileTime.from(NOW));
        // then
        run("rotate");
        assertThat(unfinished).exists();
        assertThat(files.all()).hasSize(2).contains(key);
        files.removeSuperseded(NOW.plus(SigningKeyFiles.SUPERSEDES_AFTER).plusSeconds(1));
        assertThat(unfinished).doesNotExist();
    }

    @Test
    void shouldRefuseToMakeAKeyThatWouldNeverSign() throws Exception {
        // given
        make(Duration.ofDays(1));
        var last = files.folder().resolve("mine.pem");
        Files.move(files.all().getFirst(), last);
        // then
        assertThatIOException().isThrownBy(() -> run("rotate")).withMessageContaining(last + " comes after key_");
        assertThat(files.all()).containsExactly(last);
        assertThatIOException().isThrownBy(() -> run("turn")).withMessageContaining("rotate --drop-old");
    }
}
