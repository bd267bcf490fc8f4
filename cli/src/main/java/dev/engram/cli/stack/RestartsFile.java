package dev.engram.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the supervisor tells other commands, as a JSON file. */
record RestartsFile(Path path) {
    private static final JsonMapper JSON = new JsonMapper();

    void write(Map<StackPart, Restarts> restarts) throws IOException {
        ObjectNode document = JSON.createObjectNode();
        restarts.forEach((part, known) -> {
            ObjectNode node = document.putObject(part.label())
                    .put("restarts", known.count())
                    .put("inARow", known.inARow())
                    .put("how", known.how());
            put(node, "startedAt", known.startedAt());
            put(node, "endedAt", known.endedAt());
            put(node, "nextAttempt", known.next());
        });
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        Files.writeString(fresh, document.toPrettyString());
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What was written last; nothing if there is no file or it is damaged, for it only informs. */
    Map<StackPart, Restarts> read() {
        Map<StackPart, Restarts> restarts = new EnumMap<>(StackPart.class);
        try {
            JsonNode document = JSON.readTree(Files.readString(path));
            for (StackPart part : StackPart.values()) {
                JsonNode node = document.path(part.label());
                if (node.isObject()) {
                    restarts.put(
                            part,
                            new Restarts(
                                    node.path("restarts").asInt(),
                                    node.path("inARow").asInt(),
                                    instant(node.path("startedAt")),
                                    instant(node.path("endedAt")),
                                    node.path("how").asText(),
                                    instant(node.path("nextAttempt"))));
                }
            }
            return restarts;
        } catch (IOException | RuntimeException absentOrDamaged) {
            return Map.of();
        }
    }

    private static void put(ObjectNode node, String name, @Nullable Instant moment) {
        if (moment != null) {
            node.put(name, moment.toString());
        }
    }

    private static @Nullable Instant instant(JsonNode node) {
        return node.isTextual() ? Instant.parse(node.asText()) : null;
    }
}
