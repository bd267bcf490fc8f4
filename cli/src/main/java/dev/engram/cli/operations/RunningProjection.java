package dev.engram.cli.operations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.engram.cli.api.OperationsClient;
import dev.engram.cli.stack.LocalStack;
import dev.engram.cli.stack.StackPart;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A projection of a running service.
 *
 * @param status as the service shows it: a member of {@code GET /internal/projections}
 */
record RunningProjection(OperationsClient client, StackPart service, String name, JsonNode status) {

    static final List<StackPart> SERVICES = List.of(StackPart.CARD, StackPart.REVIEW, StackPart.ANALYTICS);
    static final String PATH = "/internal/projections";

    /** @throws IllegalArgumentException if there is no stack in that folder: asking for its key would make one */
    static OperationsClient client(LocalStack stack) throws IOException {
        if (!Files.exists(stack.home().resolve("keys"))) {
            throw new IllegalArgumentException(
                    "there is no stack in " + stack.home() + "; ./engram up makes one, --home names another folder");
        }
        return new OperationsClient(stack.ports(), stack.signingKeys());
    }

    /** Asks one service for its projections. */
    static List<RunningProjection> of(OperationsClient client, StackPart service)
            throws IOException, InterruptedException {
        List<RunningProjection> found = new ArrayList<>();
        for (JsonNode status : client.get(service, PATH).path("projections")) {
            found.add(new RunningProjection(client, service, status.path("name").asText(), status));
        }
        return found;
    }

    /** The same projection as it is now. */
    RunningProjection again() throws IOException, InterruptedException {
        return of(client, service).stream()
                .filter(projection -> projection.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IOException(service + " no longer has a projection " + name));
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return client.get(service, path(path));
    }

    JsonNode post(String path, @Nullable JsonNode body) throws IOException, InterruptedException {
        return client.post(service, path(path), body);
    }

    void delete(String path) throws IOException, InterruptedException {
        client.delete(service, path(path));
    }

    private String path(String rest) {
        return PATH + "/" + name + rest;
    }

    @Override
    public String toString() {
        return name + " of " + service;
    }
}
