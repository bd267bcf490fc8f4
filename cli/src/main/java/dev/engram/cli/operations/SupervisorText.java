package dev.engram.cli.operations;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.cli.stack.LocalStack;
import dev.engram.cli.stack.ProcessMemory;
import dev.engram.cli.stack.Restarts;
import dev.engram.cli.stack.StackPart;
import java.io.PrintWriter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the supervisor of a stack does, for {@code engram status}. */
final class SupervisorText {
    private static final JsonMapper JSON = new JsonMapper();

    private SupervisorText() {}

    /** {@code pid} is absent if none runs; {@code parts} has those that have ended. */
    static ObjectNode json(LocalStack stack) {
        ObjectNode node = JSON.createObjectNode();
        stack.supervisorPid().ifPresent(pid -> {
            node.put("pid", pid);
            ProcessMemory.pssBytes(pid).ifPresent(bytes -> node.put("pssBytes", bytes));
        });
        ObjectNode parts = node.putObject("parts");
        stack.restarts().forEach((part, restarts) -> {
            ObjectNode ended = parts.putObject(part.label())
                    .put("restarts", restarts.count())
                    .put("how", restarts.how());
            put(ended, "endedAt", restarts.endedAt());
            put(ended, "nextAttempt", restarts.next());
        });
        return node;
    }

    private static void put(ObjectNode node, String name, @Nullable Instant moment) {
        if (moment != null) {
            node.put(name, moment.toString());
        }
    }

    static void print(PrintWriter out, LocalStack stack) {
        if (stack.alive().isEmpty() && stack.supervisorPid().isEmpty()) {
            return;
        }
        if (stack.supervisorPid().isEmpty()) {
            out.println();
            out.println("No supervisor runs: a process that ends stays down. ./engram up --detach starts one.");
            return;
        }
        var restarts = stack.restarts();
        if (!restarts.isEmpty()) {
            out.println();
        }
        restarts.forEach((part, known) -> out.println(line(part, known)));
    }

    private static String line(StackPart part, Restarts restarts) {
        var times = restarts.count() == 1 ? "once" : restarts.count() + " times";
        var ended = "%s %s (%s)".formatted(part, restarts.how(), restarts.endedAt());
        return restarts.next() == null
                ? ended + " and was started again, " + times + " so far"
                : ended + ": the supervisor starts it again at " + restarts.next() + ", before that " + times;
    }
}
