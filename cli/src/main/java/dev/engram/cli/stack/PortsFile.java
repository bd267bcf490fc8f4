package dev.engram.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The ports with which the stack was last started, for commands that are called without its environment. */
final class PortsFile {
    private static final JsonMapper JSON = new JsonMapper();

    private PortsFile() {}

    /** Empty if there is none or it is broken. */
    static Optional<StackPorts> read(Path file) {
        try {
            JsonNode node = JSON.readTree(Files.readString(file));
            Map<StackPart, Integer> byPart = new EnumMap<>(StackPart.class);
            for (StackPart part : StackPart.values()) {
                byPart.put(part, node.path(part.label()).asInt());
            }
            return Optional.of(new StackPorts(byPart, node.path("controller").asInt()));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static void write(Path file, StackPorts ports) throws IOException {
        ObjectNode node = JSON.createObjectNode();
        for (StackPart part : StackPart.values()) {
            node.put(part.label(), ports.of(part));
        }
        node.put("controller", ports.controller());
        Files.writeString(file, node.toPrettyString());
    }
}
