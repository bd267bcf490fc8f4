package dev.engram.cli.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Requests to one gateway, as nobody or as a user who has signed in. Immutable. */
public final class EngramApi {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ATTEMPTS_WHILE_UNAVAILABLE = 5;
    private static final int MOST_SECONDS_TO_WAIT = 5;

    private final HttpClient http;
    private final JsonMapper json;
    private final URI gateway;
    private final @Nullable String token;

    private EngramApi(HttpClient http, JsonMapper json, URI gateway, @Nullable String token) {
        this.http = http;
        this.json = json;
        this.gateway = gateway;
        this.token = token;
    }

    /** The API behind this gateway, e.g. {@code http://127.0.0.1:8080}. */
    public static EngramApi at(URI gateway) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build();
        return new EngramApi(http, new JsonMapper(), gateway, null);
    }

    /** The same as a user. */
    public EngramApi signIn(String username, String password) throws IOException, InterruptedException {
        JsonNode credentials = json.createObjectNode().put("username", username).put("password", password);
        JsonNode answer = post("/tokens", credentials);
        return new EngramApi(http, json, gateway, answer.path("token").asText());
    }

    public JsonNode get(String path, Map<String, String> query) throws IOException, InterruptedException {
        return send("GET", path + query(query), BodyPublishers.noBody(), null);
    }

    public JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
        return send("POST", path, BodyPublishers.ofString(json.writeValueAsString(body)), "application/json");
    }

    public JsonNode postText(String path, Map<String, String> query, byte[] text)
            throws IOException, InterruptedException {
        return send("POST", path + query(query), BodyPublishers.ofByteArray(text), "text/plain; charset=utf-8");
    }

    public JsonNode put(String path) throws IOException, InterruptedException {
        return send("PUT", path, BodyPublishers.noBody(), null);
    }

    /** A service that says 503 is asked again after the time it names: whatever is sent here may be sent twice. */
    private JsonNode send(String method, String path, BodyPublisher body, @Nullable String contentType)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway + "/api/v1" + path))
                .timeout(PATIENCE)
                .header("Accept", "application/json, application/problem+json")
                .method(method, body);
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        for (int attempt = 1; ; attempt++) {
            HttpResponse<String> answer = exchange(request.build());
            if (answer.statusCode() / 100 == 2) {
                return answer.body().isBlank() ? MissingNode.getInstance() : json.readTree(answer.body());
            }
            if (answer.statusCode() != 503 || attempt == ATTEMPTS_WHILE_UNAVAILABLE) {
                throw new ApiFailure(method + " /api/v1" + path, answer.statusCode(), problem(answer.body()));
            }
            Thread.sleep(Duration.ofSeconds(retryAfter(answer)));
        }
    }

    private HttpResponse<String> exchange(HttpRequest request) throws IOException, InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (ConnectException e) {
            throw new IOException("nobody answers at " + gateway + " (./engram up starts the local stack)", e);
        }
    }

    private static long retryAfter(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("[0-9]{1,4}"))
                .map(Long::parseLong)
                .map(seconds -> Math.clamp(seconds, 1, MOST_SECONDS_TO_WAIT))
                .orElse(1);
    }

    private JsonNode problem(String body) {
        try {
            return json.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static String query(Map<String, String> parameters) {
        return parameters.isEmpty()
                ? ""
                : new TreeMap<>(parameters)
                        .entrySet().stream()
                                .map(entry -> entry.getKey() + "="
                                        + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                                .collect(Collectors.joining("&", "?", ""));
    }
}
