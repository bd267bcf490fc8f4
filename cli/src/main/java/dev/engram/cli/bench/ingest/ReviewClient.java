package dev.engram.cli.bench.ingest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;

/** Sends reviews to one server, and reads from it, over connections that are kept. */
public record ReviewClient(HttpClient http, URI server) {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration CATCH_UP = Duration.ofMinutes(5);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(500);

    public static ReviewClient of(URI server) {
        return new ReviewClient(
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(5))
                        .build(),
                server);
    }

    /**
     * Records reviews.
     *
     * @param body of {@link ReviewPayloads#body}, with {@code count} reviews
     * @return the answer
     * @throws IOException unless every one was accepted
     */
    public String record(String token, byte[] body, int count) throws IOException, InterruptedException {
        String answer = text(request("/api/v1/reviews", token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body))
                .build());
        int accepted = 0;
        for (int at = answer.indexOf("\"ACCEPTED\""); at >= 0; at = answer.indexOf("\"ACCEPTED\"", at + 1)) {
            accepted++;
        }
        if (accepted != count) {
            throw new IOException("%d of %d reviews were accepted: %.300s".formatted(accepted, count, answer));
        }
        return answer;
    }

    /**
     * As {@link #record}, and again where the server refuses for the moment, after as many seconds as it says, or closes the
     * connection, as clients do: a review has an id, so it counts once.
     *
     * @return how often it was sent again
     */
    int recordPatiently(String token, byte[] body) throws IOException, InterruptedException {
        HttpRequest request = request("/api/v1/reviews", token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        long deadline = System.nanoTime() + CATCH_UP.toNanos();
        for (int again = 0; ; again++) {
            String refused;
            Duration pause = BETWEEN_ATTEMPTS;
            try {
                HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
                if (answer.statusCode() == 200) {
                    return again;
                }
                refused = answer.statusCode() + " " + answer.body();
                pause = answer.headers()
                        .firstValue("Retry-After")
                        .map(Long::parseLong)
                        .map(Duration::ofSeconds)
                        .orElse(pause);
            } catch (IOException closed) {
                refused = String.valueOf(closed.getMessage());
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("a review was refused for " + CATCH_UP.toMinutes() + " minutes: " + refused);
            }
            Thread.sleep(pause);
        }
    }

    /** The position in an answer of {@link #record}. */
    public static String position(String answer) {
        int at = answer.indexOf("\"position\":\"") + 12;
        return answer.substring(at, answer.indexOf('"', at));
    }

    /**
     * Returns when what is read at {@code path} contains a position.
     *
     * @param path with a query that ends with {@code after=}
     * @throws IOException if that takes longer than five minutes
     */
    public void awaitCaughtUp(String path, String position, String token) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + CATCH_UP.toNanos();
        while (!get(path + position, token).contains("\"caughtUp\":true")) {
            if (System.nanoTime() > deadline) {
                throw new IOException(path + " has not caught up within " + CATCH_UP.toMinutes() + " minutes");
            }
            Thread.sleep(50);
        }
    }

    /** Makes a learner a member of a deck that is visible to all. */
    public void join(String deckId, IngestStack.Learner learner) throws IOException, InterruptedException {
        text(request("/api/v1/decks/" + deckId + "/membership", learner.token())
                .PUT(BodyPublishers.noBody())
                .build());
    }

    /** What is read at a path. @throws IOException if that is refused */
    public String get(String path, String token) throws IOException, InterruptedException {
        return text(request(path, token).build());
    }

    public HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(server.resolve(path)).timeout(TIMEOUT).header("Authorization", "Bearer " + token);
    }

    private String text(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("%s %s was answered %d: %.300s"
                    .formatted(request.method(), request.uri().getPath(), answer.statusCode(), answer.body()));
        }
        return answer.body();
    }

    @Override
    public String toString() {
        return server.toString().toLowerCase(Locale.ROOT);
    }
}
