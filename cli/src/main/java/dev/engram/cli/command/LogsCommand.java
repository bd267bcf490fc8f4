package dev.engram.cli.command;

import dev.engram.cli.stack.LocalStack;
import dev.engram.cli.stack.StackPart;
import dev.engram.local.LogTail;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
            Log log = new Log(stack.process(part).log(), parts.size() > 1 ? part + " | " : "", lines);
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

    /** A log file that may grow, from its last lines on. */
    private static final class Log {
        private final Path file;
        private final String prefix;
        private long printed;

        Log(Path file, String prefix, int lines) throws IOException {
            this.file = file;
            this.prefix = prefix;
            this.printed = LogTail.start(file, lines);
        }

        /**
         * Prints the lines written since the last call, prefixed. A file that was replaced is read from its beginning.
         *
         * @param unfinished whether to print a last line that has no end yet
         */
        void printNew(PrintWriter out, boolean unfinished) throws IOException {
            if (Files.notExists(file)) {
                return;
            }
            try (var log = new RandomAccessFile(file.toFile(), "r")) {
                if (log.length() < printed) {
                    printed = 0;
                }
                byte[] bytes = new byte[BLOCK_BYTES];
                int end;
                do {
                    log.seek(printed);
                    int length = (int) Math.min(BLOCK_BYTES, log.length() - printed);
                    log.readFully(bytes, 0, length);
                    end = length;
                    while (end > 0 && bytes[end - 1] != '\n') {
                        end--;
                    }
                    if (end == 0 && (unfinished || length == BLOCK_BYTES)) {
                        end = length;
                    }
                    printed += end;
                    new String(bytes, 0, end, StandardCharsets.UTF_8)
                            .lines()
                            .forEach(line -> out.println(prefix + line));
                } while (end > 0);
            }
        }
    }
}
