package dev.engram.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {

    @TempDir
    Path folder;

    @Test
    void shouldNameFilesOfTheFoldersThatAreEntered() throws IOException {
        // given
        var kept = write("a/kept.txt");
        write("a/target/left-out.txt");
        // when
        var files = Folders.files(folder, below -> !below.endsWith("target"));
        // then
        assertThat(files).containsExactly(kept);
    }

    @Test
    void shouldLeaveOutWhatGoesAwayDuringTheWalk() throws Exception {
        // given a writer who makes files and takes them away
        var kept = write("a/kept.txt");
        var ended = new AtomicBoolean();
        var writer = Thread.ofPlatform().start(() -> {
            while (!ended.get()) {
                writeAndDelete();
            }
        });
        try {
            // when the folder is read many times, then the walk never fails, and what stays is there
            for (int i = 0; i < 300; i++) {
                assertThat(Folders.files(folder)).contains(kept);
            }
        } finally {
            ended.set(true);
            writer.join();
        }
    }

    @Test
    void shouldRefuseAFolderThatIsNotThere() {
        assertThatThrownBy(() -> Folders.files(folder.resolve("nowhere"))).isInstanceOf(NoSuchFileException.class);
    }

    private Path write(String name) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        return Files.writeString(file, name);
    }

    private void writeAndDelete() {
        try {
            for (int i = 0; i < 20; i++) {
                Files.createDirectories(folder.resolve("temporary"));
                Files.writeString(folder.resolve("temporary/" + i + ".tmp"), "x");
            }
            Folders.delete(folder.resolve("temporary"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
