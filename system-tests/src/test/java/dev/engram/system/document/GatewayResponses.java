package dev.engram.system.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.kit.problem.Problem;
import java.util.Map;
import java.util.TreeMap;

/** What the gateway, or the server that every service runs on, may answer to a call beside the call itself. */
final class GatewayResponses {
    private static final String REF = "#/components/responses/";

    private GatewayResponses() {}

    /** @param routed whether a service behind the gateway answers */
    record Call(boolean needsToken, boolean hasBody, boolean routed) {}

    /** One answer that many calls share. */
    private record Shared(String name, String description) {}

    private static final Map<String, Shared> SHARED = new TreeMap<>(
            Map.ofEntries(
                    Map.entry(
                            "403",
                            new Shared(
                                    "Forbidden",
                                    "forbidden: a personal access token has not the scope of this call, or is not taken here at all")),
                    Map.entry(
                            "406",
                            new Shared("NotAcceptable", "not-acceptable: Accept names no media type of this call")),
                    Map.entry("408", new Shared("Timeout", "timeout: the body did not arrive in time")),
                    Map.entry(
                            "411",
                            new Shared("LengthRequired", "length-required: Content-Length says how long the body is")),
                    Map.entry("414", new Shared("AddressTooLong", "address-too-long: the address with its query")),
                    Map.entry(
                            "421",
                            new Shared(
                                    "HostNotAllowed", "host-not-allowed: the gateway does not answer for this Host")),
                    Map.entry(
                            "429",
                            new Shared(
                                    "TooManyRequests",
                                    "too-many-requests: wait for an answer before the next request; Retry-After says how long")),
                    Map.entry("431", new Shared("HeadersTooLarge", "headers-too-large")),
                    Map.entry(
                            "504",
                            new Shared(
                                    "ServiceTimeout",
                                    "service-timeout: a service did not answer in time; what was sent may have been done or not"))));

    /** The given responses and those of the gateway, by status. Where a call describes a status itself, that stays. */
    static ObjectNode with(ObjectNode given, Call call) {
        var all = new TreeMap<String, JsonNode>();
        given.properties().forEach(response -> all.put(response.getKey(), response.getValue()));
        SHARED.forEach((status, shared) -> {
            if (occurs(status, call)) {
                all.putIfAbsent(status, JsonNodeFactory.instance.objectNode().put("$ref", REF + shared.name()));
            }
        });
        all.forEach((status, response) -> addHeaders(status, (ObjectNode) response));
        return JsonNodeFactory.instance.objectNode().setAll(all);
    }

    private static boolean occurs(String status, Call call) {
        return switch (status) {
            case "403" -> call.needsToken();
            case "408", "411" -> call.hasBody();
            case "429" -> call.needsToken() || call.hasBody();
            case "504" -> call.routed();
            default -> true;
        };
    }

    /** What is left to a caller is said where one goes on, or has to wait: clients learn it there. */
    private static void addHeaders(String status, ObjectNode response) {
        if (response.has("$ref")) {
            return;
        }
        if (status.equals("429") || status.equals("503")) {
            addHeader(response, "Retry-After", "RetryAfter");
        }
        if (status.equals("429") || status.startsWith("2")) {
            addHeader(response, "RateLimit", "RateLimit");
            addHeader(response, "RateLimit-Policy", "RateLimitPolicy");
        }
    }

    private static void addHeader(ObjectNode response, String name, String component) {
        response.withObject("/headers")
                .set(name, JsonNodeFactory.instance.objectNode().put("$ref", "#/components/headers/" + component));
    }

    static ObjectNode components() {
        var responses = JsonNodeFactory.instance.objectNode();
        SHARED.forEach((status, shared) -> {
            var response = responses.putObject(shared.name()).put("description", shared.description());
            addHeaders(status, response);
            response.putObject("content")
                    .putObject(Problem.MEDIA_TYPE)
                    .putObject("schema")
                    .put("$ref", "#/components/schemas/Problem");
        });
        return responses;
    }

    static ObjectNode headers() {
        var headers = JsonNodeFactory.instance.objectNode();
        headers.putObject("RetryAfter")
                .put("description", "Seconds until the same request may succeed")
                .putObject("schema")
                .put("type", "integer")
                .put("minimum", 1);
        addText(
                headers,
                "RateLimit",
                "What is left of each limit: r requests, for t seconds (draft-ietf-httpapi-ratelimit-headers-11)",
                "\"account\";r=29998;t=52, \"account-concurrent\";r=15");
        addText(
                headers,
                "RateLimitPolicy",
                "The limits of the account, or of the address where no good credential is shown: q requests in w seconds, and q at a time",
                "\"account\";q=30000;w=60, \"account-concurrent\";q=16;qu=\"concurrent-requests\"");
        return headers;
    }

    private static void addText(ObjectNode headers, String name, String description, String example) {
        headers.putObject(name)
                .put("description", description)
                .put("example", example)
                .putObject("schema")
                .put("type", "string");
    }
}
