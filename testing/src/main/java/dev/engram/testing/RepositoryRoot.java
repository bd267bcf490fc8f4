package dev.engram.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of the repository that a test runs in. */
public final class RepositoryRoot {
    private RepositoryRoot() {}

    /** The value of {@code engram.root}; without a build (in an IDE), found upwards from the working folder. */
    public static Path find() {
        var given = System.getProperty("engram.root");
        if (given != null && !given.isBlank()) {
            return Path.of(given);
        }
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("local").resolve("pom.xml"))) {
                return folder;
            }
        }
        throw new IllegalStateException(
                "not inside the repository: run tests from one of its folders, or set -Dengram.root to it");
    }
}
