package dev.engram.cli.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The layout of a stack's home, by default {@code .engram/} in the checkout. Only its owner may read it.
 *
 * @param home absolute
 */
record StackFolders(Path home) {
    StackFolders {
        home = home.toAbsolutePath().normalize();
    }

    Path data(StackPart part) {
        return home.resolve("data").resolve(part.label());
    }

    Path keys() {
        return home.resolve("keys");
    }

    Path log(StackPart part) {
        return home.resolve("logs").resolve(part.label() + ".log");
    }

    Path processFile(StackPart part) {
        return home.resolve("run").resolve(part.label() + ".json");
    }

    Path ports() {
        return home.resolve("run").resolve("ports.json");
    }

    /** Our own copy of a built service, so that a new build does not pull the files from under a running one. */
    Path app(StackPart part) {
        return home.resolve("app").resolve(part.label());
    }

    Path lock() {
        return home.resolve("lock");
    }

    /** Creates what is missing, closed to others (mode 0700) where the file system knows modes. */
    void create() {
        try {
            boolean isNew = Files.notExists(home);
            for (String name : new String[] {"data", "keys", "logs", "run", "app"}) {
                Files.createDirectories(home.resolve(name));
            }
            if (isNew && Files.getFileStore(home).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create " + home + ": " + e.getMessage(), e);
        }
    }
}
