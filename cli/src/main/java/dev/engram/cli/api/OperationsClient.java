package dev.engram.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.engram.cli.stack.OperatorToken;
import dev.engram.cli.stack.StackPart;
import dev.engram.cli.stack.StackPorts;
import dev.engram.runtime.token.SigningKeyFiles;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The operations ({@code /internal/...}) of the services of a local stack, as an operator.
 *
 * @param keys of the stack, see {@code LocalStack.signingKeys()}
 */
public record OperationsClient(StackPorts ports, SigningKeyFiles keys) {
    private static final Duration QUESTION = Duration.ofSeconds(10);
    private static final Duration WORK = Duration.ofMinutes(5);

    /**
     * @param path with its query, e.g. {@code /internal/projections}
     * @throws ApiException if the service refuses the request, with its reason
     */
    public JsonNode get(StackPart service, String path) throws IOException, InterruptedException {
        return send("GET", service, path, null);
    }

    /** As {@link #get}. @param body null for none */
    public JsonNode post(StackPart service, String path, @Nullable JsonNode body)
            throws IOException, InterruptedException {
        return send("POST", service, path, body);
    }

    /** As {@link #get}. */
    public JsonNode delete(StackPart service, String path) throws IOException, InterruptedException {
        return send("DELETE", service, path, null);
    }

    private JsonNode send(String method, StackPart service, String path, @Nullable JsonNode body)
            throws IOException, InterruptedException {
        return JsonHttp.send(
                method,
                ports.url(service),
                path,
                new OperatorToken(keys).of(service, Instant.now()),
                body == null ? null : JsonHttp.Body.of(body),
                method.equals("GET") ? QUESTION : WORK);
    }
}
