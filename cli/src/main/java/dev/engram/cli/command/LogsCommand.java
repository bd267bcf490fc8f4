package dev.engram.cli.command;

import dev.engram.cli.stack.LocalStack;
import dev.engram.cli.stack.StackPart;
import dev.engram.cli.stack.StackProcess;
import dev.engram.local.LogTail;
import java.io.IOException;
import java.io.PrintWriter;
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
        List<FollowedLog> logs = parts.stream()
                .map(stack::process)
                .map(process -> new FollowedLog(process.log(), parts.size() > 1 ? process.part() + " | " : ""))
                .toList();
        for (int i = 0; i < parts.size(); i++) {
            StackProcess process = stack.process(parts.get(i));
            FollowedLog log = logs.get(i);
            log.skipToEnd();
            LogTail.of(process.log(), lines).forEach(line -> out.println(log.prefix() + line));
        }
        out.flush();
        while (follow) {
            for (FollowedLog log : logs) {
                log.newLines().forEach(out::println);
            }
            out.flush();
            Thread.sleep(PAUSE_MILLIS);
        }
        return 0;
    }
}
