package dev.engram.cli.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.cli.command.StackOptions;
import dev.engram.cli.stack.Health;
import dev.engram.cli.stack.LocalStack;
import dev.engram.cli.stack.ProcessMemory;
import dev.engram.cli.stack.StackProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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
    private static final JsonMapper JSON = new JsonMapper();

    @Mixin
    private final StackOptions options = new StackOptions();

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = options.out();
        LocalStack stack = options.stack();
        ArrayNode processes = JSON.createArrayNode();
        List<String> failures = new ArrayList<>();
        List<String> down = new ArrayList<>();
        boolean allWell = true;
        for (StackProcess process : stack.processes()) {
            Health health = process.health();
            ObjectNode node = node(stack, process, health);
            processes.add(node);
            allWell &= health.up()
                    && !node.has("projectionsUnknown")
                    && node.path("projections").valueStream().allMatch(ProjectionText::isWell);
            if (!node.has("pid")) {
                down.add(process.part().label());
            } else if (!health.up()) {
                failures.add(process.part() + ": " + waitsFor(node.path("detail"), health));
            }
        }
        if (json) {
            ObjectNode document = JSON.createObjectNode()
                    .put("healthy", allWell)
                    .put("url", stack.url().toString())
                    .put("home", stack.home().toString());
            out.println(document.<ObjectNode>set("processes", processes).toPrettyString());
        } else {
            if (!down.isEmpty()) {
                failures.add("down: %s; ./engram logs NAME shows the end of its log, ./engram up starts it"
                        .formatted(String.join(", ", down)));
            }
            print(out, processes, failures);
            out.println();
            out.println("gateway " + stack.url() + "   data and logs " + stack.home());
        }
        return allWell ? 0 : 1;
    }

    private static ObjectNode node(LocalStack stack, StackProcess process, Health health) throws InterruptedException {
        var pid = process.pid();
        ObjectNode node = JSON.createObjectNode()
                .put("process", process.part().label())
                .put("port", process.port())
                .put("health", health.up() ? "up" : pid.isPresent() ? "not ready" : "down");
        if (pid.isPresent()) {
            node.put("pid", pid.getAsLong());
            ProcessMemory.pssBytes(pid.getAsLong()).ifPresent(bytes -> node.put("pssBytes", bytes));
        }
        if (RunningProjection.SERVICES.contains(process.part())) {
            ArrayNode projections = node.putArray("projections");
            try {
                if (pid.isPresent()) {
                    RunningProjection.of(RunningProjection.client(stack), process.part())
                            .forEach(projection -> projections.add(projection.status()));
                }
            } catch (IOException e) {
                node.put("projectionsUnknown", e.getMessage());
            }
        }
        return health.detail().isBlank() ? node : node.set("detail", detail(health.detail()));
    }

    /** What a process that runs is waiting for, e.g. {@code waits for mongodb}; for people. */
    private static String waitsFor(JsonNode detail, Health health) {
        List<String> missing = new ArrayList<>();
        for (JsonNode check : detail.path("checks")) {
            check.path("data").properties().stream()
                    .filter(entry ->
                            entry.getValue().isBoolean() && !entry.getValue().asBoolean())
                    .forEach(entry -> missing.add(entry.getKey()));
        }
        return missing.isEmpty() ? health.detail().strip() : "waits for " + String.join(", ", missing);
    }

    private static JsonNode detail(String answer) {
        try {
            return JSON.readTree(answer);
        } catch (JsonProcessingException e) {
            return JSON.getNodeFactory().textNode(answer);
        }
    }

    private static void print(PrintWriter out, ArrayNode processes, List<String> failures) {
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
        if (sum > 0) {
            out.printf("%45s %8s  (PSS: shared pages count in proportion)%n", "together", megabytes(sum));
        }
        failures.forEach(out::println);
        if (processes
                .valueStream()
                .anyMatch(process -> !process.path("projections").isEmpty())) {
            out.println();
            ProjectionText.head(out);
        }
        for (JsonNode process : processes) {
            String service = process.path("process").asText();
            process.path("projections").forEach(projection -> ProjectionText.line(out, service, projection));
            if (process.has("projectionsUnknown")) {
                out.printf(
                        "%-18s its projections are not known: %s%n",
                        service, process.path("projectionsUnknown").asText());
            }
        }
    }

    private static String megabytes(long bytes) {
        return Math.round(bytes / 1e6) + " MB";
    }
}
