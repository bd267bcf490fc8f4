package dev.engram.cli.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.cli.command.StackOptions;
import dev.engram.cli.stack.Health;
import dev.engram.cli.stack.LocalStack;
import dev.engram.cli.stack.ProcessMemory;
import dev.engram.cli.stack.StackPart;
import dev.engram.cli.stack.StackProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
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
            "0:every process is healthy; every projection is LIVE, answers readers, and has no parked"
                    + " event, unreadable document or difference in its last audit",
            "1:something is not"
        })
public final class StatusCommand implements Callable<Integer> {
    private static final JsonMapper JSON = new JsonMapper();

    @Mixin
    private final StackOptions options = new StackOptions();

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = options.out();
        LocalStack stack = options.stack();
        ArrayNode processes = processes(stack);
        if (!isUp(processes, StackPart.MONGOD) || !isUp(processes, StackPart.BROKER)) {
            projections(processes).forEach(ProjectionText::forgetLag);
        }
        boolean allWell =
                processes.valueStream().allMatch(process -> isUp(process) && !process.has("projectionsUnknown"))
                        && projections(processes).allMatch(ProjectionText::isWell);
        if (json) {
            ObjectNode document = JSON.createObjectNode()
                    .put("healthy", allWell)
                    .put("url", stack.url().toString())
                    .put("home", stack.home().toString());
            document.set("processes", processes);
            document.set("supervisor", SupervisorText.json(stack));
            out.println(document.toPrettyString());
        } else {
            print(out, processes, SupervisorText.json(stack));
            SupervisorText.print(out, stack);
            out.println();
            out.println("gateway " + stack.url() + "   data and logs " + stack.home());
        }
        return allWell ? 0 : 1;
    }

    /** Asks all of them at once, so that one that does not answer delays no other. */
    private static ArrayNode processes(LocalStack stack) throws InterruptedException, IOException {
        try (var asking = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<ObjectNode>> answers = stack.processes().stream()
                    .map(process -> asking.submit(() -> node(stack, process)))
                    .toList();
            ArrayNode processes = JSON.createArrayNode();
            for (Future<ObjectNode> answer : answers) {
                processes.add(answer.get());
            }
            return processes;
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause() == null ? failed : failed.getCause());
        }
    }

    private static ObjectNode node(LocalStack stack, StackProcess process) throws InterruptedException {
        var pid = process.pid();
        Health health = process.health();
        ObjectNode node = JSON.createObjectNode()
                .put("process", process.part().label())
                .put("port", process.port())
                .put("health", health.state().toString());
        if (pid.isPresent()) {
            node.put("pid", pid.getAsLong());
            ProcessMemory.pssBytes(pid.getAsLong()).ifPresent(bytes -> node.put("pssBytes", bytes));
        }
        if (!health.up()) {
            node.set("missing", JSON.valueToTree(health.missing()));
        }
        if (RunningProjection.SERVICES.contains(process.part())) {
            putProjections(node, stack, process);
        }
        return node;
    }

    private static void putProjections(ObjectNode node, LocalStack stack, StackProcess process)
            throws InterruptedException {
        ArrayNode projections = node.putArray("projections");
        if (!node.has("pid")) {
            node.put("projectionsUnknown", "the service does not run");
            return;
        }
        try {
            RunningProjection.of(RunningProjection.client(stack), process.part())
                    .forEach(projection -> projections.add(projection.status()));
        } catch (IOException e) {
            node.put("projectionsUnknown", e.getMessage());
        }
    }

    private static Stream<ObjectNode> projections(ArrayNode processes) {
        return processes
                .valueStream()
                .flatMap(process -> process.path("projections").valueStream())
                .map(ObjectNode.class::cast);
    }

    private static boolean isUp(JsonNode process) {
        return process.path("health").asText().equals(Health.State.UP.toString());
    }

    private static boolean isUp(ArrayNode processes, StackPart part) {
        return processes
                .valueStream()
                .anyMatch(process -> process.path("process").asText().equals(part.label()) && isUp(process));
    }

    private static void print(PrintWriter out, ArrayNode processes, JsonNode supervisor) {
        out.printf("%-18s %8s %6s  %-9s %8s%n", "process", "pid", "port", "health", "memory");
        long sum = 0;
        for (JsonNode process : processes) {
            sum += process.path("pssBytes").asLong();
            out.printf(
                    "%-18s %8s %6s  %-9s %8s%n",
                    process.path("process").asText(),
                    process.path("pid").asText("-"),
                    process.path("port").asText(),
                    process.path("health").asText(),
                    process.has("pssBytes") ? megabytes(process.path("pssBytes").asLong()) : "-");
        }
        if (supervisor.has("pid")) {
            long bytes = supervisor.path("pssBytes").asLong();
            sum += bytes;
            out.printf(
                    "%-18s %8s %6s  %-9s %8s%n",
                    "supervisor", supervisor.path("pid").asText(), "-", "up", bytes > 0 ? megabytes(bytes) : "-");
        }
        if (sum > 0) {
            out.printf("%45s %8s  (PSS: shared pages count in proportion)%n", "together", megabytes(sum));
        }
        if (processes.valueStream().noneMatch(process -> process.has("pid"))) {
            out.println("The stack is not running; ./engram up starts it.");
            return;
        }
        processes.forEach(process -> printMissing(out, process));
        if (processes.valueStream().anyMatch(process -> process.has("projections") && process.has("pid"))) {
            out.println();
            ProjectionText.head(out);
        }
        for (JsonNode process : processes) {
            String service = process.path("process").asText();
            process.path("projections").forEach(projection -> ProjectionText.line(out, service, projection));
            if (process.has("projectionsUnknown") && process.has("pid")) {
                out.printf(
                        "%-18s its projections are not known: %s%n",
                        service, process.path("projectionsUnknown").asText());
            }
        }
    }

    /** For each thing that a process lacks, e.g. {@code gateway is not ready: mongodb}, and below why and what to do. */
    private static void printMissing(PrintWriter out, JsonNode process) {
        for (JsonNode missing : process.path("missing")) {
            String health = process.path("health").asText();
            out.printf(
                    "%s is %s%s%n",
                    process.path("process").asText(),
                    health,
                    health.equals(Health.State.DOWN.toString())
                            ? ""
                            : ": " + missing.path("name").asText());
            ProjectionText.known(out, missing, "reason", "remedy");
        }
    }

    private static String megabytes(long bytes) {
        return Math.round(bytes / 1e6) + " MB";
    }
}
