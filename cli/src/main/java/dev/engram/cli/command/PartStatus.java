package dev.engram.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.cli.stack.Health;
import dev.engram.cli.stack.LocalStack;
import dev.engram.cli.stack.ProcessMemory;
import dev.engram.cli.stack.StackPart;
import dev.engram.cli.stack.StackProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * How one process of the stack is at this moment.
 *
 * @param pssBytes memory; empty where the system does not tell
 */
record PartStatus(StackPart part, int port, OptionalLong pid, Health health, OptionalLong pssBytes) {

    static List<PartStatus> of(LocalStack stack) throws InterruptedException {
        List<PartStatus> all = new ArrayList<>();
        for (StackProcess process : stack.processes()) {
            OptionalLong pid = process.pid();
            OptionalLong pss = pid.isPresent() ? ProcessMemory.pssBytes(pid.getAsLong()) : OptionalLong.empty();
            all.add(new PartStatus(process.part(), process.port(), pid, process.health(), pss));
        }
        return all;
    }

    String word() {
        if (health.up()) {
            return "up";
        }
        return pid.isPresent() ? "not ready" : "down";
    }

    /** What a service's health says about its projections, on one line. */
    String projections() {
        return "";
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
