package dev.engram.cli.command;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A log file that grows. */
final class FollowedLog {
    private static final int MAX_BYTES = 1_000_000;

    private final Path file;
    private final String prefix;
    private long seen;

    FollowedLog(Path file, String prefix) {
        this.file = file;
        this.prefix = prefix;
    }

    String prefix() {
        return prefix;
    }

    void skipToEnd() throws IOException {
        seen = Files.exists(file) ? Files.size(file) : 0;
    }

    /** The whole lines written since the last call, prefixed. A file that was replaced is read from its beginning. */
    List<String> newLines() throws IOException {
        if (Files.notExists(file)) {
            return List.of();
        }
        try (var log = new RandomAccessFile(file.toFile(), "r")) {
            if (log.length() < seen) {
                seen = 0;
            }
            log.seek(seen);
            byte[] bytes = new byte[(int) Math.min(MAX_BYTES, log.length() - seen)];
            log.readFully(bytes);
            int end = bytes.length;
            while (end > 0 && bytes[end - 1] != '\n') {
                end--;
            }
            seen += end;
            return new String(bytes, 0, end, StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> prefix + line)
                    .toList();
        }
    }
}
