package dev.engram.cli.operations;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.cli.command.StackOptions;
import dev.engram.cli.stack.LocalStack;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code engram status}. Exits with 1 unless every process is healthy and every projection well. */
@Command(
        name = "status",
        description =
                "Show each process of the stack (pid, port, health, memory) and each projection (state, lag, parked"
                        + " events, generation), with reason and remedy where one is not well.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every process is healthy, every projection is LIVE and has no parked events",
            "1:something is not"
        })
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
        boolean allWell = parts.stream().allMatch(PartStatus::isWell);
        if (json) {
            printJson(out, stack, parts, allWell);
        } else {
            print(out, stack, parts);
        }
        return allWell ? 0 : 1;
    }

    private static void print(PrintWriter out, LocalStack stack, List<PartStatus> parts) {
        out.printf("%-18s %8s %6s  %-9s %8s%n", "process", "pid", "port", "health", "memory");
        for (PartStatus part : parts) {
            out.printf(
                    "%-18s %8s %6d  %-9s %8s%n",
                    part.part(),
                    part.pid().isPresent() ? part.pid().getAsLong() : "-",
                    part.port(),
                    part.word(),
                    part.pssBytes().isPresent() ? megabytes(part.pssBytes().getAsLong()) : "-");
        }
        long sum = parts.stream().mapToLong(part -> part.pssBytes().orElse(0)).sum();
        if (sum > 0) {
            out.printf("%45s %8s  (PSS: shared pages count in proportion)%n", "together", megabytes(sum));
        }
        parts.stream()
                .filter(part -> part.pid().isPresent() && !part.health().up())
                .forEach(part -> out.println(part.part() + ": " + part.whyNotReady()));
        String down = parts.stream()
                .filter(part -> part.pid().isEmpty())
                .map(part -> part.part().label())
                .collect(Collectors.joining(", "));
        if (!down.isEmpty()) {
            out.println("down: " + down + "; ./engram logs NAME shows the end of its log, ./engram up starts it");
        }
        printProjections(out, parts);
        out.println();
        out.println("gateway " + stack.url() + "   data and logs " + stack.home());
    }

    private static void printProjections(PrintWriter out, List<PartStatus> parts) {
        if (parts.stream().anyMatch(part -> !part.projections().isEmpty())) {
            out.println();
            ProjectionText.head(out);
        }
        for (PartStatus part : parts) {
            part.projections()
                    .forEach(projection -> ProjectionText.line(out, part.part().label(), projection.status()));
            if (part.unknown() != null) {
                out.printf("%-18s its projections are not known: %s%n", part.part(), part.unknown());
            }
        }
    }

    private static void printJson(PrintWriter out, LocalStack stack, List<PartStatus> parts, boolean allWell)
            throws IOException {
        JsonMapper mapper = new JsonMapper();
        ObjectNode document = mapper.createObjectNode()
                .put("healthy", allWell)
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
