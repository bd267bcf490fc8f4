package dev.engram.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * What is written down about a started process, so that another call of the command line finds it.
 *
 * @param identity the process
 * @param port where it listens
 */
record ProcessFile(ProcessIdentity identity, int port) {
    private static final JsonMapper JSON = new JsonMapper();

    /** Empty if there is none or it is broken: a broken one names no process that we could stop with good conscience. */
    static Optional<ProcessFile> read(Path file) {
        try {
            JsonNode node = JSON.readTree(Files.readString(file));
            if (!node.path("pid").isIntegralNumber() || !node.path("birth").isTextual()) {
                return Optional.empty();
            }
            return Optional.of(new ProcessFile(
                    new ProcessIdentity(
                            node.path("pid").asLong(), node.path("birth").asText()),
                    node.path("port").asInt()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    void write(Path file) {
        try {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(
                    fresh,
                    JSON.createObjectNode()
                            .put("pid", identity.pid())
                            .put("birth", identity.birth())
                            .put("port", port)
                            .toPrettyString());
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file, e);
        }
    }
}
