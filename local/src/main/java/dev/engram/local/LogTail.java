package dev.engram.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The end of a log, in whole lines: of its file and, where that has fewer lines, of what was rotated last. */
public final class LogTail {
    /** Written to a log before the output of each start. */
    static final String START = "---- started by engram ----";

    private static final int BLOCK_BYTES = 65_536;
    private static final int LINES = 15;
    private static final int LINES_READ = 300;
    private static final int WIDTH = 240;

    private LogTail() {}

    /** The last lines of a log, oldest first; none if it cannot be read. */
    public static List<String> of(Path log, int lines) {
        var newest = ofFile(log, lines);
        return newest.size() >= lines
                ? newest
                : Stream.concat(ofFile(LogRotation.older(log, 1), lines - newest.size()).stream(), newest.stream())
                        .toList();
    }

    private static List<String> ofFile(Path log, int lines) {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            long start = start(file, lines);
            file.seek(start);
            var bytes = new byte[Math.toIntExact(file.length() - start)];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    /** The offset in bytes at which the last lines of a file begin; 0 if it has fewer, or is not there. */
    public static long start(Path log, int lines) throws IOException {
        if (Files.notExists(log)) {
            return 0;
        }
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            return start(file, lines);
        }
    }

    private static long start(RandomAccessFile file, int lines) throws IOException {
        long end = file.length();
        if (lines == 0) {
            return end;
        }
        var block = new byte[BLOCK_BYTES];
        int found = 0;
        for (long to = end; to > 0; to -= Math.min(BLOCK_BYTES, to)) {
            long from = Math.max(0, to - BLOCK_BYTES);
            file.seek(from);
            file.readFully(block, 0, (int) (to - from));
            for (long at = to - 1; at >= from; at--) {
                // the line feed that ends the last line separates no two lines
                if (block[(int) (at - from)] == '\n' && at != end - 1 && ++found == lines) {
                    return at + 1;
                }
            }
        }
        return 0;
    }

    /** The lines since the last start, 300 at most. */
    public static List<String> sinceStart(Path log) {
        var all = of(log, LINES_READ);
        return all.subList(all.lastIndexOf(START) + 1, all.size());
    }

    /** The last lines since the last start, for an error message: without stack frames, long lines cut. */
    public static String describe(Path log) {
        var lines = sinceStart(log).stream()
                .filter(line -> !line.startsWith("\tat ") && !line.startsWith("\t... "))
                .map(line -> line.length() <= WIDTH ? line : line.substring(0, WIDTH - 1) + "…")
                .toList();
        return lines.isEmpty()
                ? "\nIts log " + log + " is empty."
                : "\nThe last lines of " + log + ":\n  "
                        + String.join("\n  ", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    }
}
