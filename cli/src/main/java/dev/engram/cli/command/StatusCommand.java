package dev.engram.cli.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.cli.stack.LocalStack;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code engram status}. Exits with 1 unless every part is healthy. */
@Command(
        name = "status",
        description = "Show each process of the stack: pid, port, health, memory, lag of its projections.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:every part is healthy", "1:some are not"})
public final class StatusCommand implements Callable<Integer> {
    @Mixin
    private final StackOptions options = new StackOptions();

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = options.out();
        LocalStack stack = options.stack();
        List<PartStatus> parts = PartStatus.of(stack);
        boolean allUp = parts.stream().allMatch(part -> part.health().up());
        if (json) {
            printJson(out, stack, parts, allUp);
        } else {
            print(out, stack, parts);
        }
        return allUp ? 0 : 1;
    }

    private static void print(PrintWriter out, LocalStack stack, List<PartStatus> parts) {
        out.printf("%-18s %8s %6s  %-9s %8s  %s%n", "process", "pid", "port", "health", "memory", "projections");
        for (PartStatus part : parts) {
            out.printf(
                    "%-18s %8s %6d  %-9s %8s  %s%n",
                    part.part(),
                    part.pid().isPresent() ? part.pid().getAsLong() : "-",
                    part.port(),
                    part.word(),
                    part.pssBytes().isPresent() ? megabytes(part.pssBytes().getAsLong()) : "-",
                    part.projections());
        }
        long sum = parts.stream().mapToLong(part -> part.pssBytes().orElse(0)).sum();
        if (sum > 0) {
            out.printf("%45s %8s  (PSS: shared pages count in proportion)%n", "together", megabytes(sum));
        }
        parts.stream()
                .filter(part -> part.pid().isPresent() && !part.health().up())
                .forEach(part ->
                        out.println(part.part() + ": " + part.health().detail().strip()));
        out.println("gateway " + stack.url() + "   data and logs " + stack.home());
    }

    private static void printJson(PrintWriter out, LocalStack stack, List<PartStatus> parts, boolean allUp)
            throws IOException {
        JsonMapper mapper = new JsonMapper();
        ObjectNode document = mapper.createObjectNode()
                .put("healthy", allUp)
                .put("url", stack.url().toString())
                .put("home", stack.home().toString());
        var processes = document.putArray("processes");
        for (PartStatus part : parts) {
            processes.add(part.json(mapper));
        }
        out.println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(document));
    }

    private static String megabytes(long bytes) {
        return Math.round(bytes / 1e6) + " MB";
    }
}
