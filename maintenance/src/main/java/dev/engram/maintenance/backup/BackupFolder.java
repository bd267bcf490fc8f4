package dev.engram.maintenance.backup;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.engram.maintenance.cluster.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;

/** A folder with a backup. Every file appears in it whole and with its final name, or not at all. */
final class BackupFolder {

    static final String UNFINISHED = ".part";
    private static final String MANIFEST = "manifest.json";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    private final Path folder;

    BackupFolder(Path folder) {
        this.folder = folder;
    }

    @Override
    public String toString() {
        return folder.toString();
    }

    Path file(String path) {
        return folder.resolve(path);
    }

    /** Makes the folder if need be, and keeps other processes out until the channel is closed. @throws RefusedException if another one writes to it */
    FileChannel lock() throws IOException {
        Files.createDirectories(folder);
        var channel = FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            throw new RefusedException("another command is writing to " + folder + "; wait until it has ended");
        }
        return channel;
    }

    /** @throws RefusedException if it is of a format that this release does not know, or damaged */
    Optional<Manifest> manifest() throws IOException {
        var file = folder.resolve(MANIFEST);
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        var text = Files.readString(file);
        try {
            int format = JSON.readTree(text).path("format").asInt();
            if (format != Manifest.FORMAT) {
                throw new RefusedException("%s has format %d, this release of Engram reads format %d"
                        .formatted(file, format, Manifest.FORMAT));
            }
            return Optional.of(JSON.readValue(text, Manifest.class));
        } catch (JacksonException damaged) {
            throw new RefusedException(file + " is damaged: " + damaged.getOriginalMessage());
        }
    }

    void write(Manifest manifest) throws IOException {
        var fresh = folder.resolve(MANIFEST + UNFINISHED);
        Files.writeString(fresh, JSON.writeValueAsString(manifest));
        publish(fresh, folder.resolve(MANIFEST));
    }

    /** Gives a finished file its name; certain also after a loss of power. */
    static void publish(Path finished, Path name) throws IOException {
        sync(finished);
        Files.move(finished, name, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(name.toAbsolutePath().getParent());
    }

    private static void sync(Path path) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /** Which backup this is, in the state that it has now. */
    String fingerprint() throws IOException {
        return HexFormat.of().formatHex(sha256().digest(Files.readAllBytes(folder.resolve(MANIFEST))));
    }

    /** @throws RefusedException if the file is not what the manifest says */
    void verify(Manifest.CopiedFile copied) throws IOException {
        var file = file(copied.path());
        if (Files.notExists(file)) {
            throw new RefusedException(file + " is missing; the backup is damaged and nothing was restored");
        }
        var digest = sha256();
        try (InputStream in = Files.newInputStream(file)) {
            var buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        if (Files.size(file) != copied.bytes()
                || !HexFormat.of().formatHex(digest.digest()).equals(copied.sha256())) {
            throw new RefusedException(
                    file
                            + " is not what was written (its checksum differs); the backup is damaged and nothing was restored");
        }
    }

    /** Deletes a folder or file within the backup with all that is in it. */
    void delete(Path path) throws IOException {
        if (Files.notExists(path)) {
            return;
        }
        try (var found = Files.walk(path)) {
            for (var file : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
