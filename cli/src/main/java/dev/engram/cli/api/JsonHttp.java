package dev.engram.cli.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.engram.runtime.tls.PemFiles;
import dev.engram.runtime.tls.TlsFailure;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** HTTP requests that are answered with JSON, or with a problem document. */
final class JsonHttp {
    static final JsonMapper JSON = new JsonMapper();

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int ATTEMPTS_WHILE_UNAVAILABLE = 5;
    private static final int MAX_WAIT_SECONDS = 5;

    /** Names the certificates of the authorities that are trusted. */
    private static final String CA_VARIABLE = "ENGRAM_CA_FILE";

    private static @Nullable HttpClient client;

    private JsonHttp() {}

    /** Made when first used, so that a file that cannot be read is said as any other wrong setting. */
    private static synchronized HttpClient http() {
        if (client == null) {
            var builder =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_TIMEOUT);
            @Nullable String ca = System.getenv(CA_VARIABLE);
            if (ca != null && !ca.isBlank()) {
                builder.sslContext(
                        PemFiles.of(CA_VARIABLE, ca, CA_VARIABLE, null).context());
            }
            client = builder.build();
        }
        return client;
    }

    /** The body of a request. */
    record Body(BodyPublisher publisher, String contentType) {
        static Body of(JsonNode json) {
            return new Body(BodyPublishers.ofString(json.toString()), "application/json");
        }
    }

    /**
     * Sends a request. One that is answered with 503 is repeated after the time that the server names, so the server must
     * accept each request twice.
     *
     * @param path with its query
     * @return a missing node if the answer is empty
     * @throws ApiException if the answer is an error
     */
    static JsonNode send(
            String method, URI server, String path, @Nullable String token, @Nullable Body body, Duration timeout)
            throws IOException, InterruptedException {
        return json(exchange(method, server, path, token, body, timeout, "application/json", Map.of()));
    }

    static JsonNode json(HttpResponse<byte[]> response) throws IOException {
        String answer = text(response);
        return answer.isBlank() ? MissingNode.getInstance() : JSON.readTree(answer);
    }

    /** The same for an answer of any type. @param accept the type @param headers others, by name */
    static HttpResponse<byte[]> exchange(
            String method,
            URI server,
            String path,
            @Nullable String token,
            @Nullable Body body,
            Duration timeout,
            String accept,
            Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + path))
                .timeout(timeout)
                .header("Accept", accept + ", application/problem+json")
                .method(method, body == null ? BodyPublishers.noBody() : body.publisher());
        if (body != null) {
            request.header("Content-Type", body.contentType());
        }
        headers.forEach(request::header);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        for (int attempt = 1; ; attempt++) {
            HttpResponse<byte[]> answer = once(request.build(), server);
            if (answer.statusCode() / 100 == 2) {
                return answer;
            }
            if (answer.statusCode() != 503 || attempt == ATTEMPTS_WHILE_UNAVAILABLE) {
                throw new ApiException(method + " " + path, answer.statusCode(), problem(text(answer)));
            }
            Thread.sleep(Duration.ofSeconds(retryAfter(answer)));
        }
    }

    /** As {@link #exchange}, into a file, in as much time as that takes. */
    static void download(URI server, String path, String token, Path file) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server + path))
                .header("Authorization", "Bearer " + token)
                .build();
        HttpResponse<Path> answer;
        try {
            answer = http().send(request, BodyHandlers.ofFile(file));
        } catch (ConnectException | SSLException e) {
            throw noAnswer(server, e);
        }
        if (answer.statusCode() / 100 != 2) {
            throw new ApiException("GET " + path, answer.statusCode(), problem(Files.readString(file)));
        }
    }

    /** Server-sent events, which have no end of their own. @param headers others, by name */
    static HttpResponse<InputStream> stream(URI server, String path, String token, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + path))
                .header("Accept", "text/event-stream")
                .header("Authorization", "Bearer " + token);
        headers.forEach(request::header);
        try {
            HttpResponse<InputStream> answer = http().send(request.build(), BodyHandlers.ofInputStream());
            if (answer.statusCode() / 100 != 2) {
                try (InputStream body = answer.body()) {
                    throw new ApiException(
                            "GET " + path,
                            answer.statusCode(),
                            problem(new String(body.readAllBytes(), StandardCharsets.UTF_8)));
                }
            }
            return answer;
        } catch (ConnectException | SSLException e) {
            throw noAnswer(server, e);
        }
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static HttpResponse<byte[]> once(HttpRequest request, URI server) throws IOException, InterruptedException {
        try {
            return http().send(request, BodyHandlers.ofByteArray());
        } catch (ConnectException | SSLException e) {
            throw noAnswer(server, e);
        } catch (HttpTimeoutException e) {
            throw new IOException("no answer from " + server + " in time: it is busy or hangs", e);
        }
    }

    private static IOException noAnswer(URI server, IOException failure) {
        return new IOException(
                TlsFailure.of(failure)
                        .map(tls -> "%s cannot be used with TLS: %s; remedy: %s (%s, ENGRAM_URL)"
                                .formatted(server, tls.reason(), tls.remedy(), CA_VARIABLE))
                        .orElse("no answer from " + server + " (./engram up starts the local stack)"),
                failure);
    }

    private static long retryAfter(HttpResponse<byte[]> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("[0-9]{1,4}"))
                .map(Long::parseLong)
                .map(seconds -> Math.clamp(seconds, 1, MAX_WAIT_SECONDS))
                .orElse(1);
    }

    private static JsonNode problem(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
