package dev.engram.maintenance.backup;

import dev.engram.maintenance.backup.Manifest.CopiedFile;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A compressed file of lines that is being written. Closed before it is finished, it leaves nothing that counts. */
final class LineFile implements Closeable {

    private final Path unfinished;
    private final MessageDigest digest = BackupFolder.sha256();
    private final BufferedWriter lines;
    private long count;
    private long characters;

    LineFile(Path unfinished) throws IOException {
        this.unfinished = unfinished;
        Files.createDirectories(unfinished.toAbsolutePath().getParent());
        this.lines = new BufferedWriter(new OutputStreamWriter(
                new GZIPOutputStream(new DigestOutputStream(Files.newOutputStream(unfinished), digest), 1 << 16),
                StandardCharsets.UTF_8));
    }

    void add(String line) throws IOException {
        lines.write(line);
        lines.write('\n');
        count++;
        characters += line.length() + 1;
    }

    long count() {
        return count;
    }

    /** Length before compression. */
    long characters() {
        return characters;
    }

    /** Gives the file its name. */
    CopiedFile finish(BackupFolder folder, String path) throws IOException {
        lines.close();
        var copied = new CopiedFile(path, Files.size(unfinished), HexFormat.of().formatHex(digest.digest()));
        BackupFolder.publish(unfinished, folder.file(path));
        return copied;
    }

    @Override
    public void close() throws IOException {
        lines.close();
        Files.deleteIfExists(unfinished);
    }

    static BufferedReader read(Path file) throws IOException {
        return new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file), 1 << 16), StandardCharsets.UTF_8));
    }
}
