package dev.engram.cli.stack;

import dev.engram.runtime.token.SigningKeyFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;

/**
 * The layout of a stack's home, by default {@code .engram/} in the checkout.
 *
 * @param home absolute
 */
record StackFolders(Path home) {
    StackFolders {
        home = home.toAbsolutePath().normalize();
    }

    Path data(StackPart part) {
        return data().resolve(part.label());
    }

    /** Whether the part has stored anything: a folder that was emptied is like none. */
    boolean holdsData(StackPart part) {
        try (var files = Files.list(data(part))) {
            return files.findAny().isPresent();
        } catch (IOException none) {
            return false;
        }
    }

    private Path data() {
        return home.resolve("data");
    }

    Path keys() {
        return home.resolve("keys");
    }

    StackCredentials credentials() {
        return new StackCredentials(keys());
    }

    /** The keys with which the gateway signs tokens; made now if there are none. */
    SigningKeyFiles signingKeys() throws IOException {
        var files = signingKeyFiles();
        files.makeFirst(Instant.now());
        return files;
    }

    /** The same, whether there are any or not. */
    SigningKeyFiles signingKeyFiles() {
        return new SigningKeyFiles(keys().resolve("signing"));
    }

    Path log(StackPart part) {
        return home.resolve("logs").resolve(part.label() + ".log");
    }

    Path processFile(StackPart part) {
        return home.resolve("run").resolve(part.label() + ".pid");
    }

    /** Which process the supervisor is. */
    Path supervisorFile() {
        return home.resolve("run").resolve("supervisor.pid");
    }

    Path supervisorLog() {
        return home.resolve("logs").resolve("supervisor.log");
    }

    /** The copy of the command line's files that the supervisor runs on. */
    Path supervisorApp() {
        return home.resolve("app").resolve("supervisor");
    }

    /** What the supervisor has started again. */
    Path restarts() {
        return home.resolve("run").resolve("restarts.json");
    }

    Path ports() {
        return home.resolve("run").resolve("ports.json");
    }

    /** The installed copy of a built service. */
    Path app(StackPart part) {
        return home.resolve("app").resolve(part.label());
    }

    Path lock() {
        return home.resolve("lock");
    }

    /** Creates what is missing, readable by its owner only (mode 0700) where the file system has modes. */
    void create() {
        try {
            boolean isNew = Files.notExists(home);
            for (String name : new String[] {"data", "keys", "logs", "run", "app"}) {
                Files.createDirectories(home.resolve(name));
            }
            if (Files.getFileStore(home).supportsFileAttributeView("posix")) {
                // the home itself is the owner's to open, once it is there
                for (Path closed : isNew ? List.of(home, keys(), data()) : List.of(keys(), data())) {
                    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write in " + home + ": " + reason(e)
                            + ". --home FOLDER names another folder for data, keys and logs.",
                    e);
        }
    }

    private static String reason(IOException failure) {
        return switch (failure) {
            case AccessDeniedException _ -> "permission denied";
            case FileAlreadyExistsException e -> e.getFile() + " is a file";
            case FileSystemException e when e.getReason() != null -> e.getReason();
            default -> failure.toString();
        };
    }
}
