package dev.engram.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that only their owner reads (mode 0600), where the file system has modes. */
public final class OwnerFile {
    private static final String OWNER = "rw-------";

    private OwnerFile() {}

    /** Writes a file in one step: it is there as a whole or not at all. */
    public static void write(Path file, String text) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        create(fresh);
        Files.writeString(fresh, text, StandardCharsets.UTF_8);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Creates a file that is empty, in place of one that may be there. */
    static void create(Path file) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, attributes(file));
    }

    private static FileAttribute<?>[] attributes(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        return folder != null && Files.getFileStore(folder).supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER))}
                : new FileAttribute<?>[0];
    }
}
