package dev.engram.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Supplier;

/** The public API as a client sees it. */
final class Api {

    static final ObjectMapper JSON = new ObjectMapper();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final URI base;

    Api(URI gateway) {
        this.base = gateway;
    }

    record Answer(int status, JsonNode body) {

        Answer expect(int wanted) {
            if (status != wanted) {
                throw new AssertionError("expected " + wanted + ", got " + status + " " + body);
            }
            return this;
        }
    }

    Answer get(String path, String token) throws IOException, InterruptedException {
        return send(request(path, token).GET().build());
    }

    Answer put(String path, String token) throws IOException, InterruptedException {
        return send(request(path, token).PUT(BodyPublishers.noBody()).build());
    }

    /** Lets everybody read a deck. */
    void publish(String deckId, String token) throws IOException, InterruptedException {
        put("/decks/" + deckId + "/visibility", token, "{\"visibility\": \"PUBLIC\"}")
                .expect(200);
    }

    Answer put(String path, String token, String json) throws IOException, InterruptedException {
        return send(request(path, token)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json))
                .build());
    }

    Answer post(String path, String token, String contentType, String body) throws IOException, InterruptedException {
        return send(request(path, token)
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    /** Changes the version that was read. */
    Answer patch(String path, String token, long version, String json) throws IOException, InterruptedException {
        return send(request(path, token)
                .header("Content-Type", "application/json")
                .header("If-Match", "\"" + version + "\"")
                .method("PATCH", BodyPublishers.ofString(json))
                .build());
    }

    Answer delete(String path, String token) throws IOException, InterruptedException {
        return send(request(path, token).DELETE().build());
    }

    /** Removes the version that was read. */
    Answer delete(String path, String token, long version) throws IOException, InterruptedException {
        return send(request(path, token)
                .header("If-Match", "\"" + version + "\"")
                .DELETE()
                .build());
    }

    /** Repeats a call, as a client does, until it is answered with 200 or 201 or the time is over. */
    static Answer patiently(Duration atMost, Call call) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        var last = new Supplier<?>[] {() -> "no answer"};
        while (System.nanoTime() < deadline) {
            try {
                var answer = call.once();
                if (answer.status() == 200 || answer.status() == 201) {
                    return answer;
                }
                last[0] = () -> answer;
            } catch (IOException unreachable) {
                last[0] = () -> unreachable;
            }
            Thread.sleep(200);
        }
        throw new AssertionError("not answered within " + atMost + ", last: " + last[0].get());
    }

    interface Call {
        Answer once() throws IOException, InterruptedException;
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(base.resolve("/api/v1" + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + token);
    }

    private Answer send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        var body = response.body().isBlank() ? MissingNode.getInstance() : JSON.readTree(response.body());
        return new Answer(response.statusCode(), body);
    }
}
