package dev.engram.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Bounds the size of a log that a running process appends to. The process keeps the file open, so the file is copied to
 * {@code NAME.1} and then emptied; what was {@code NAME.1} becomes {@code NAME.2} and so on.
 *
 * <p>The process must have opened the file for appending ({@code >>}), else it goes on at its old offset and leaves a hole. What it
 * writes between the end of the copy and the emptying, microseconds, is lost.
 */
public final class LogRotation {
    /** The size at which a log of the local stack is rotated. */
    public static final long LIMIT_BYTES = 5_000_000;

    /** How many older files of a log the local stack keeps. */
    public static final int OLDER_FILES = 2;

    private static final String LEFT_OUT = "---- left out by engram, in bytes: ";

    private LogRotation() {}

    /**
     * Rotates a log that is larger than {@code bytes}. Of one that is larger than twice that, as where nothing rotated it for a long
     * time, only the last {@code bytes} are kept, after a line that says how much was left out. So a log and its older files take
     * at most {@code bytes * (2 * files + 1)}, and what is written between two calls.
     *
     * @param files how many older files are kept, at least 1
     * @return whether it was rotated; false also where the log is not there, or another process rotates it
     */
    public static synchronized boolean rotateIfLarge(Path log, long bytes, int files) throws IOException {
        if (files < 1) {
            throw new IllegalArgumentException("files must be at least 1, was " + files);
        }
        if (Files.notExists(log) || Files.size(log) <= bytes) {
            return false;
        }
        try (var channel = FileChannel.open(log, StandardOpenOption.READ, StandardOpenOption.WRITE);
                var lock = channel.tryLock()) {
            if (lock == null || channel.size() <= bytes) {
                return false;
            }
            Path copy = log.resolveSibling(log.getFileName() + ".new");
            copy(channel, channel.size() > 2 * bytes ? lineAfter(channel, channel.size() - bytes) : 0, copy);
            channel.truncate(0);
            for (int number = files; number > 1; number--) {
                if (Files.exists(older(log, number - 1))) {
                    Files.move(older(log, number - 1), older(log, number), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            Files.move(copy, older(log, 1), StandardCopyOption.REPLACE_EXISTING);
            return true;
        }
    }

    /** The file with what a log held before it was rotated the last time, for 1, or before that. */
    public static Path older(Path log, int number) {
        return log.resolveSibling(log.getFileName() + "." + number);
    }

    /** Whether the beginning of a rotated log was left out; its first line says so. */
    public static boolean isShortened(Path older) throws IOException {
        try (var lines = Files.newBufferedReader(older, StandardCharsets.ISO_8859_1)) {
            String first = lines.readLine();
            return first != null && first.startsWith(LEFT_OUT);
        }
    }

    private static void copy(FileChannel log, long from, Path copy) throws IOException {
        try (var to = FileChannel.open(
                copy, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            if (from > 0) {
                to.write(StandardCharsets.UTF_8.encode(LEFT_OUT + from + "\n"));
            }
            for (long at = from; at < log.size(); ) {
                at += log.transferTo(at, log.size() - at, to);
            }
        }
    }

    /** The offset of the first line that begins after an offset; the offset itself if that is not within a block. */
    private static long lineAfter(FileChannel log, long offset) throws IOException {
        var block = ByteBuffer.allocate(65_536);
        log.read(block, offset);
        for (int at = 0; at < block.position(); at++) {
            if (block.get(at) == '\n') {
                return offset + at + 1;
            }
        }
        return offset;
    }
}
