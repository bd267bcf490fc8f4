package dev.engram.cli.command;

import dev.engram.cli.stack.LocalStack;
import dev.engram.cli.stack.StackPart;
import dev.engram.local.LogRotation;
import dev.engram.local.LogTail;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code engram logs}. */
@Command(name = "logs", description = "Show the end of the logs, of one process or of all.", sortOptions = false)
public final class LogsCommand implements Callable<Integer> {
    private static final int PAUSE_MILLIS = 300;
    private static final int BLOCK_BYTES = 1_000_000;

    @Mixin
    private final StackOptions options = new StackOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "SERVICE",
            description = "broker, mongod, card-service, review-service, analytics-service or gateway.")
    private @Nullable String service;

    @Option(
            names = {"-f", "--follow"},
            description = "Print new lines until Ctrl-C.")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            defaultValue = "40",
            description = "Lines of each log. Default: ${DEFAULT-VALUE}.")
    private int lines;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (lines < 0) {
            throw new IllegalArgumentException("--lines must be at least 0, was " + lines);
        }
        PrintWriter out = options.out();
        LocalStack stack = options.stack();
        List<StackPart> parts = service == null ? Arrays.asList(StackPart.values()) : List.of(StackPart.of(service));
        List<Log> logs = new ArrayList<>();
        for (StackPart part : parts) {
            Log log = new Log(stack.process(part).log(), parts.size() > 1 ? part + " | " : "", lines, out);
            logs.add(log);
            log.printNew(out, !follow);
        }
        out.flush();
        while (follow) {
            Thread.sleep(PAUSE_MILLIS);
            for (Log log : logs) {
                log.printNew(out, false);
            }
            out.flush();
        }
        return 0;
    }

    /** A log from its last lines on, which grows and is rotated meanwhile. */
    private static final class Log {
        private final Path file;
        private final Path older;
        private final String prefix;
        private String rotated;
        private long printed;
        private boolean shrunk;

        Log(Path file, String prefix, int lines, PrintWriter out) throws IOException {
            this.file = file;
            this.older = LogRotation.older(file, 1);
            this.prefix = prefix;
            this.rotated = identity(older);
            this.printed = LogTail.start(file, lines);
            if (printed == 0) {
                LogTail.of(older, Math.max(0, lines - lineCount(file))).forEach(line -> out.println(prefix + line));
            }
        }

        /**
         * Prints the lines written since the last call, prefixed, also those that were rotated meanwhile. A file that was replaced
         * is read from its beginning.
         *
         * @param unfinished whether to print a last line that has no end yet
         */
        void printNew(PrintWriter out, boolean unfinished) throws IOException {
            String rotatedNow = identity(older);
            if (!rotatedNow.equals(rotated)) {
                boolean whole = Files.size(older) >= printed && !LogRotation.isShortened(older);
                print(older, whole ? printed : 0, out, true);
                printed = 0;
                rotated = rotatedNow;
            } else if (Files.exists(file) && Files.size(file) < printed) {
                // a rotation has emptied it and is about to move the copy; where it stays so, the file was replaced
                printed = shrunk ? 0 : printed;
                shrunk = !shrunk;
                return;
            }
            if (Files.exists(file)) {
                printed = print(file, printed, out, unfinished);
            }
        }

        /** @return the offset up to which the file has been printed */
        private long print(Path source, long from, PrintWriter out, boolean unfinished) throws IOException {
            long at = from;
            try (var log = new RandomAccessFile(source.toFile(), "r")) {
                byte[] bytes = new byte[BLOCK_BYTES];
                int end;
                do {
                    log.seek(at);
                    int length = Math.clamp(log.length() - at, 0, BLOCK_BYTES);
                    log.readFully(bytes, 0, length);
                    end = length;
                    while (end > 0 && bytes[end - 1] != '\n') {
                        end--;
                    }
                    if (end == 0 && (unfinished || length == BLOCK_BYTES)) {
                        end = length;
                    }
                    at += end;
                    new String(bytes, 0, end, StandardCharsets.UTF_8)
                            .lines()
                            .forEach(line -> out.println(prefix + line));
                } while (end > 0);
            }
            return at;
        }

        private static int lineCount(Path file) throws IOException {
            if (Files.notExists(file)) {
                return 0;
            }
            try (var lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
                return Math.toIntExact(lines.count());
            }
        }

        /** Of a file that is replaced, never changed; empty while there is none. */
        private static String identity(Path file) throws IOException {
            try {
                var attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return attributes.fileKey() + " " + attributes.lastModifiedTime();
            } catch (NoSuchFileException none) {
                return "";
            }
        }
    }
}
