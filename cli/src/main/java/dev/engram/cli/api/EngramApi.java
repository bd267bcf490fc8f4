package dev.engram.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The public API of one gateway, for an anonymous client or a user who has signed in. A token that has expired is replaced by means of
 * the refresh token, which is kept in memory only. Thread-safe.
 */
public final class EngramApi {
    private static final String PREFIX = "/api/v1";
    private static final Duration CATCH_UP_TIMEOUT = Duration.ofSeconds(60);

    private final URI gateway;
    private final @Nullable Tokens tokens;

    private EngramApi(URI gateway, @Nullable Tokens tokens) {
        this.gateway = gateway;
        this.tokens = tokens;
    }

    /** The tokens of one session. */
    private static final class Tokens {
        private final URI gateway;

        // guarded by this
        private JsonNode answer;

        Tokens(URI gateway, JsonNode answer) {
            this.gateway = gateway;
            this.answer = answer;
        }

        synchronized String access() {
            return answer.path("token").asText();
        }

        /** Replaces {@code expired}, unless another thread has done so. @return false if there is no refresh token */
        synchronized boolean renew(String expired) throws IOException, InterruptedException {
            if (!answer.hasNonNull("refreshToken")) {
                return false;
            }
            if (access().equals(expired)) {
                var spent = JsonHttp.JSON.createObjectNode().set("refreshToken", answer.get("refreshToken"));
                answer = at(gateway).post("/tokens/refresh", spent);
            }
            return true;
        }
    }

    /** A request with this access token. */
    private interface Call<T> {
        T send(@Nullable String token) throws IOException, InterruptedException;
    }

    private <T> T signedIn(Call<T> call) throws IOException, InterruptedException {
        if (tokens == null) {
            return call.send(null);
        }
        String token = tokens.access();
        try {
            return call.send(token);
        } catch (ApiException refused) {
            if (refused.status() != 401 || !tokens.renew(token)) {
                throw refused;
            }
            return call.send(tokens.access());
        }
    }

    /** The API behind this gateway, e.g. {@code http://127.0.0.1:8080}. */
    public static EngramApi at(URI gateway) {
        return new EngramApi(gateway, null);
    }

    /** The same API for a user. */
    public EngramApi signIn(String username, String password) throws IOException, InterruptedException {
        JsonNode credentials =
                JsonHttp.JSON.createObjectNode().put("username", username).put("password", password);
        return new EngramApi(gateway, new Tokens(gateway, post("/tokens", credentials)));
    }

    public JsonNode get(String path, Map<String, String> query) throws IOException, InterruptedException {
        return send("GET", path + query(query), null);
    }

    /** Reads a text. */
    public HttpResponse<byte[]> getText(String path) throws IOException, InterruptedException {
        return signedIn(token -> JsonHttp.exchange(
                "GET", gateway, PREFIX + path, token, null, JsonHttp.TIMEOUT, "text/plain", Map.of()));
    }

    /** Server-sent events, to be closed. @param last id of the last event seen; empty if there was none */
    public HttpResponse<InputStream> stream(String path, String last) throws IOException, InterruptedException {
        return signedIn(token -> JsonHttp.stream(
                gateway,
                PREFIX + path,
                Objects.requireNonNull(token, "sign in first"),
                last.isEmpty() ? Map.of() : Map.of("Last-Event-ID", last)));
    }

    /** Writes the answer into a file while it arrives. */
    public void download(String path, Path file) throws IOException, InterruptedException {
        signedIn(token -> {
            JsonHttp.download(gateway, PREFIX + path, Objects.requireNonNull(token, "sign in first"), file);
            return file;
        });
    }

    /**
     * Reads, and repeats that until the answer contains a position.
     *
     * @param query with {@code after}
     * @throws IOException if the service has not caught up within a minute
     */
    public JsonNode getCaughtUp(String path, Map<String, String> query) throws IOException, InterruptedException {
        return getCaughtUp(path, query, CATCH_UP_TIMEOUT);
    }

    /** As {@link #getCaughtUp(String, Map)}, for longer than a minute. */
    public JsonNode getCaughtUp(String path, Map<String, String> query, Duration atMost)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        JsonNode answer = get(path, query);
        while (!answer.path("caughtUp").asBoolean(true)) {
            if (System.nanoTime() > deadline) {
                throw new IOException(path + " has not caught up with " + query.get("after") + " within "
                        + atMost.toSeconds() + " s; ./engram status shows its lag");
            }
            answer = get(path, query);
        }
        return answer;
    }

    /** The live cards of a deck, in its order: page after page. */
    public List<JsonNode> cards(String deckId) throws IOException, InterruptedException {
        List<JsonNode> cards = new ArrayList<>();
        Map<String, String> query = Map.of("limit", "500");
        while (true) {
            JsonNode page = get("/decks/" + deckId + "/cards", query);
            page.path("cards").forEach(cards::add);
            if (!page.path("next").isTextual()) {
                return cards;
            }
            query = Map.of("limit", "500", "cursor", page.path("next").asText());
        }
    }

    public JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
        return send("POST", path, JsonHttp.Body.of(body));
    }

    /** Posts without a body. */
    public JsonNode post(String path) throws IOException, InterruptedException {
        return send("POST", path, null);
    }

    public JsonNode postText(String path, Map<String, String> query, byte[] text)
            throws IOException, InterruptedException {
        return send(
                "POST",
                path + query(query),
                new JsonHttp.Body(BodyPublishers.ofByteArray(text), "text/plain; charset=utf-8"));
    }

    /** Changes a deck at the version that was read. */
    public JsonNode postAt(long version, String path, Map<String, String> query)
            throws IOException, InterruptedException {
        return JsonHttp.json(signedIn(token -> JsonHttp.exchange(
                "POST",
                gateway,
                PREFIX + path + query(query),
                token,
                null,
                JsonHttp.TIMEOUT,
                "application/json",
                Map.of("If-Match", "\"" + version + "\""))));
    }

    /** Changes something at the version that was read. */
    public JsonNode patch(long version, String path, JsonNode body) throws IOException, InterruptedException {
        return JsonHttp.json(signedIn(token -> JsonHttp.exchange(
                "PATCH",
                gateway,
                PREFIX + path,
                token,
                JsonHttp.Body.of(body),
                JsonHttp.TIMEOUT,
                "application/json",
                Map.of("If-Match", "\"" + version + "\""))));
    }

    public JsonNode put(String path) throws IOException, InterruptedException {
        return send("PUT", path, null);
    }

    public JsonNode put(String path, JsonNode body) throws IOException, InterruptedException {
        return send("PUT", path, JsonHttp.Body.of(body));
    }

    public JsonNode delete(String path) throws IOException, InterruptedException {
        return send("DELETE", path, null);
    }

    private JsonNode send(String method, String path, JsonHttp.@Nullable Body body)
            throws IOException, InterruptedException {
        return signedIn(token -> JsonHttp.send(method, gateway, PREFIX + path, token, body, JsonHttp.TIMEOUT));
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
