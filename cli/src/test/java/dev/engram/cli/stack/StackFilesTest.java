package dev.engram.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackFilesTest {
    @TempDir
    private Path folder;

    @Test
    void shouldCloseTheHomeAndTheSigningKeyToOthers() throws Exception {
        // given
        StackFolders folders = new StackFolders(folder.resolve("home"));

        // when
        folders.create();
        Path key = folders.signingKeys().all().getFirst();

        // then
        assertThat(mode(folders.home())).isEqualTo("rwx------");
        assertThat(mode(key)).isEqualTo("rw-------");
    }

    @Test
    void shouldNameTheOptionWhereTheHomeCannotBeWritten() throws Exception {
        // given
        Path file = Files.writeString(folder.resolve("file"), "x");

        // then
        assertThatThrownBy(new StackFolders(file)::create)
                .hasMessageContainingAll("cannot write in " + file, "--home FOLDER");
    }

    @Test
    void shouldMakeOneKey() throws Exception {
        // given
        StackFolders folders = new StackFolders(folder.resolve("home"));
        folders.create();
        var made = folders.signingKeys().all();

        // when
        var again = folders.signingKeys().all();

        // then
        assertThat(again).hasSize(1).isEqualTo(made);
    }

    @Test
    void shouldKeepTheInstalledCopyLikeTheBuild() throws Exception {
        // given
        Path built = folder.resolve("built");
        Path installed = folder.resolve("installed");
        Files.createDirectories(built.resolve("lib"));
        Files.writeString(built.resolve("quarkus-run.jar"), "one");
        Files.writeString(built.resolve("lib/old.jar"), "old");
        InstalledApp.update(built, installed);
        Path open = installed.resolve("quarkus-run.jar");

        // when
        try (var running = Files.newInputStream(open)) {
            Files.writeString(built.resolve("quarkus-run.jar"), "another");
            Files.delete(built.resolve("lib/old.jar"));
            InstalledApp.update(built, installed);

            // then
            assertThat(running.readAllBytes()).asString().isEqualTo("one");
        }
        assertThat(open).hasContent("another");
        assertThat(installed.resolve("lib/old.jar")).doesNotExist();
    }

    private static String mode(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
