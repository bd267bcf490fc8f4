package dev.engram.cli.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.cli.stack.Health;
import dev.engram.cli.stack.LocalStack;
import dev.engram.cli.stack.ProcessMemory;
import dev.engram.cli.stack.StackPart;
import dev.engram.cli.stack.StackProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The current state of one process of the stack.
 *
 * @param pssBytes memory; empty except on Linux
 * @param projections what the service shows of them
 * @param unknown why its projections are not known; absent if they are, or if it has none
 */
record PartStatus(
        StackPart part,
        int port,
        OptionalLong pid,
        Health health,
        OptionalLong pssBytes,
        List<RunningProjection> projections,
        @Nullable String unknown) {

    static List<PartStatus> of(LocalStack stack) throws InterruptedException {
        List<PartStatus> all = new ArrayList<>();
        for (StackProcess process : stack.processes()) {
            OptionalLong pid = process.pid();
            OptionalLong pss = pid.isPresent() ? ProcessMemory.pssBytes(pid.getAsLong()) : OptionalLong.empty();
            List<RunningProjection> projections = List.of();
            String unknown = null;
            if (RunningProjection.SERVICES.contains(process.part()) && pid.isPresent()) {
                try {
                    projections = RunningProjection.of(RunningProjection.client(stack), process.part());
                } catch (IOException e) {
                    unknown = e.getMessage();
                }
            }
            all.add(new PartStatus(process.part(), process.port(), pid, process.health(), pss, projections, unknown));
        }
        return all;
    }

    /** Healthy, and each of its projections too. */
    boolean isWell() {
        return health.up()
                && unknown == null
                && projections.stream().map(RunningProjection::status).allMatch(ProjectionText::isWell);
    }

    String word() {
        if (health.up()) {
            return "up";
        }
        return pid.isPresent() ? "not ready" : "down";
    }

    /** What a process that runs is waiting for, e.g. {@code waits for mongodb}; for people. */
    String whyNotReady() {
        List<String> missing = new ArrayList<>();
        for (JsonNode check : detail(new JsonMapper()).path("checks")) {
            check.path("data").properties().forEach(entry -> {
                if (entry.getValue().isBoolean() && !entry.getValue().asBoolean()) {
                    missing.add(entry.getKey());
                }
            });
        }
        return missing.isEmpty() ? health.detail().strip() : "waits for " + String.join(", ", missing);
    }

    ObjectNode json(JsonMapper mapper) {
        ObjectNode node = mapper.createObjectNode()
                .put("process", part.label())
                .put("port", port)
                .put("health", word());
        if (pid.isPresent()) {
            node.put("pid", pid.getAsLong());
        }
        if (pssBytes.isPresent()) {
            node.put("pssBytes", pssBytes.getAsLong());
        }
        if (RunningProjection.SERVICES.contains(part)) {
            ArrayNode all = node.putArray("projections");
            projections.forEach(projection -> all.add(projection.status()));
        }
        if (unknown != null) {
            node.put("projectionsUnknown", unknown);
        }
        if (!health.detail().isBlank()) {
            node.set("detail", detail(mapper));
        }
        return node;
    }

    private JsonNode detail(JsonMapper mapper) {
        try {
            return mapper.readTree(health.detail());
        } catch (JsonProcessingException e) {
            return mapper.getNodeFactory().textNode(health.detail());
        }
    }
}
