package dev.engram.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Sends requests to a gateway, well-formed or not. Connections that are left open are counted; of too many the oldest is closed. */
final class HostileRequests {

    /** Stands for the status of a refusal that is no problem document, which nothing may answer. */
    static final int NO_PROBLEM = 999;

    private static final int HELD_OPEN = 128;
    private static final int RAW_MILLIS = 3_000;

    private final URI gateway;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final Deque<RawConnection> held = new ArrayDeque<>();

    HostileRequests(URI gateway) {
        this.gateway = gateway;
    }

    RawConnection connection() throws IOException {
        return new RawConnection(gateway);
    }

    /** The status of the answer to these bytes. */
    int raw(String bytes) throws IOException {
        try (var connection = connection()) {
            return connection.send(bytes).status(RAW_MILLIS);
        }
    }

    /** Sends and leaves the connection open, until too many are. */
    int hold(String bytes) throws IOException {
        var connection = connection().send(bytes);
        RawConnection oldest;
        synchronized (held) {
            held.addLast(connection);
            oldest = held.size() > HELD_OPEN ? held.removeFirst() : null;
        }
        if (oldest == null) {
            return RawConnection.SILENT;
        }
        try (oldest) {
            return oldest.status(1);
        }
    }

    void closeHeld() {
        synchronized (held) {
            for (var connection : held) {
                try {
                    connection.close();
                } catch (IOException closedAlready) {
                    // nothing is left to close
                }
            }
            held.clear();
        }
    }

    HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(gateway.resolve("/api/v1" + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token);
    }

    int http(String method, String path, String token, String type, String body)
            throws IOException, InterruptedException {
        return http(method, path, token, type, body.getBytes(StandardCharsets.UTF_8));
    }

    int http(String method, String path, String token, String type, byte[] body)
            throws IOException, InterruptedException {
        var request = request(path, token);
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        return http(
                request.method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body)));
    }

    /** The status, or {@link #NO_PROBLEM}. */
    int http(HttpRequest.Builder request) throws IOException, InterruptedException {
        var built = request.build();
        var answer = http.send(built, BodyHandlers.ofByteArray());
        if (answer.statusCode() >= 400
                && !isProblem(answer.headers().firstValue("Content-Type").orElse(""), answer.body())) {
            return NO_PROBLEM;
        }
        return answer.statusCode();
    }

    private static boolean isProblem(String type, byte[] body) throws IOException {
        JsonNode problem = type.startsWith("application/problem+json") ? Api.JSON.readTree(body) : null;
        return problem != null && problem.hasNonNull("type") && problem.hasNonNull("title");
    }
}
