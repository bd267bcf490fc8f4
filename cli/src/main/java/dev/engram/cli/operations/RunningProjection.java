package dev.engram.cli.operations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.engram.cli.api.OperationsClient;
import dev.engram.cli.stack.LocalStack;
import dev.engram.cli.stack.StackPart;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A projection of a running service.
 *
 * @param status as the service shows it: a member of {@code GET /internal/projections}
 */
record RunningProjection(OperationsClient client, StackPart service, String name, JsonNode status) {

    static final List<StackPart> SERVICES = List.of(StackPart.CARD, StackPart.REVIEW, StackPart.ANALYTICS);
    static final String PATH = "/internal/projections";

    static OperationsClient client(LocalStack stack) {
        return new OperationsClient(stack.ports(), stack.signingKey());
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

    /**
     * Those of a service, or of the whole stack.
     *
     * @throws IOException if a service does not answer
     */
    static List<RunningProjection> all(LocalStack stack, @Nullable String service)
            throws IOException, InterruptedException {
        OperationsClient client = client(stack);
        List<RunningProjection> all = new ArrayList<>();
        for (StackPart part : service == null ? SERVICES : List.of(serviceOf(service))) {
            all.addAll(of(client, part));
        }
        return all;
    }

    private static StackPart serviceOf(String label) {
        StackPart part = StackPart.of(label);
        if (!SERVICES.contains(part)) {
            throw new IllegalArgumentException("--service: " + part + " has no projections; services are "
                    + SERVICES.stream().map(StackPart::label).collect(Collectors.joining(", ")));
        }
        return part;
    }

    /**
     * The one projection of this name.
     *
     * @param service absent if the name alone is enough
     * @throws IllegalArgumentException if there is none, or more than one service has it
     */
    static RunningProjection named(LocalStack stack, String name, @Nullable String service)
            throws IOException, InterruptedException {
        List<RunningProjection> all = all(stack, service);
        List<RunningProjection> found =
                all.stream().filter(projection -> projection.name.equals(name)).toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("there is no projection \"" + name + "\"; there are "
                    + all.stream().map(RunningProjection::toString).collect(Collectors.joining(", ")));
        }
        if (found.size() > 1) {
            throw new IllegalArgumentException(
                    found.stream().map(projection -> projection.service.label()).collect(Collectors.joining(" and "))
                            + " each have a projection \"" + name + "\"; name one with --service");
        }
        return found.getFirst();
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

    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return name + " of " + service;
    }
}
