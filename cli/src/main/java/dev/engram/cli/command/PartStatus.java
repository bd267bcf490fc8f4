package dev.engram.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.cli.stack.Health;
import dev.engram.cli.stack.LocalStack;
import dev.engram.cli.stack.ProcessMemory;
import dev.engram.cli.stack.ProjectionLag;
import dev.engram.cli.stack.StackPart;
import dev.engram.cli.stack.StackProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * The current state of one process of the stack.
 *
 * @param pssBytes memory; empty except on Linux
 * @param lagEvents by projection and generation, e.g. {@code schedule.g1}: events of the log that it has not applied
 */
record PartStatus(
        StackPart part, int port, OptionalLong pid, Health health, OptionalLong pssBytes, Map<String, Long> lagEvents) {

    static List<PartStatus> of(LocalStack stack) throws InterruptedException {
        List<PartStatus> all = new ArrayList<>();
        Map<String, Long> lag = lag(stack);
        for (StackProcess process : stack.processes()) {
            OptionalLong pid = process.pid();
            OptionalLong pss = pid.isPresent() ? ProcessMemory.pssBytes(pid.getAsLong()) : OptionalLong.empty();
            all.add(new PartStatus(
                    process.part(), process.port(), pid, process.health(), pss, ofService(lag, process.part())));
        }
        return all;
    }

    String word() {
        if (health.up()) {
            return "up";
        }
        return pid.isPresent() ? "not ready" : "down";
    }

    private static Map<String, Long> lag(LocalStack stack) throws InterruptedException {
        if (!stack.process(StackPart.BROKER).health().up()) {
            return Map.of();
        }
        try {
            return ProjectionLag.byGroup(stack.ports().kafkaBootstrap());
        } catch (TimeoutException e) {
            return Map.of();
        }
    }

    private static Map<String, Long> ofService(Map<String, Long> lagByGroup, StackPart service) {
        String prefix = service.label() + ".";
        Map<String, Long> lag = new TreeMap<>();
        lagByGroup.forEach((group, events) -> {
            if (group.startsWith(prefix)) {
                lag.put(group.substring(prefix.length()), events);
            }
        });
        return lag;
    }

    /** The lag of its projections on one line, e.g. {@code catalogue.g1 0 behind, schedule.g1 3 behind}. */
    String projections() {
        return lagEvents.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue() + " behind")
                .collect(Collectors.joining(", "));
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
        if (!lagEvents.isEmpty()) {
            ObjectNode lag = node.putObject("lagEvents");
            lagEvents.forEach(lag::put);
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
