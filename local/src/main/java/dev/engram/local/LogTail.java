package dev.engram.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The end of a log file. Looks at the last 16 KiB only. */
public final class LogTail {
    /** Written to a log before the output of each start. */
    static final String START = "---- started by engram ----";

    private static final int BYTES = 16_384;
    private static final int LINES = 15;
    private static final int WIDTH = 240;

    private LogTail() {}

    /** The last lines of a file, oldest first; none if it cannot be read. */
    public static List<String> of(Path log, int lines) {
        var all = read(log);
        return all.subList(Math.max(0, all.size() - lines), all.size());
    }

    /** The last lines since the last start, for an error message: without stack frames, long lines cut. */
    public static String describe(Path log) {
        var all = read(log);
        var lines = all.subList(all.lastIndexOf(START) + 1, all.size()).stream()
                .filter(line -> !line.startsWith("\tat ") && !line.startsWith("\t... "))
                .map(line -> line.length() <= WIDTH ? line : line.substring(0, WIDTH - 1) + "…")
                .toList();
        return lines.isEmpty()
                ? "\nIts log " + log + " is empty."
                : "\nThe last lines of " + log + ":\n  "
                        + String.join("\n  ", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    }

    private static List<String> read(Path log) {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            long start = Math.max(0, file.length() - BYTES);
            file.seek(start);
            var bytes = new byte[(int) (file.length() - start)];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
