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
    private static final int MAX_BYTES = 1_000_000;

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
        PrintWriter out = options.out();
        LocalStack stack = options.stack();
        List<StackPart> parts = service == null ? Arrays.asList(StackPart.values()) : List.of(StackPart.of(service));
        List<Log> logs = new ArrayList<>();
        for (StackPart part : parts) {
            Log log = new Log(stack.process(part).log(), parts.size() > 1 ? part + " | " : "");
            logs.add(log);
            LogTail.of(log.file, lines).forEach(line -> out.println(log.prefix + line));
        }
        out.flush();
        while (follow) {
            for (Log log : logs) {
                log.newLines().forEach(out::println);
            }
            out.flush();
            Thread.sleep(PAUSE_MILLIS);
        }
        return 0;
    }

    /** A log file that grows, from its present end on. */
    private static final class Log {
        private final Path file;
        private final String prefix;
        private long seen;

        Log(Path file, String prefix) throws IOException {
            this.file = file;
            this.prefix = prefix;
            this.seen = Files.exists(file) ? Files.size(file) : 0;
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
}
