package dev.engram.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders below {@code target}, so that what a killed test leaves behind goes with the next clean build. */
final class TestFolders {
    private TestFolders() {}

    /** A new, empty folder. */
    static Path create(String prefix) throws IOException {
        var own = RepositoryRoot.find().resolve("target").resolve("infra").resolve("own");
        Files.createDirectories(own);
        return Files.createTempDirectory(own, prefix + "-");
    }
}
