package dev.engram.system;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.events.Ids;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** A client that answers without a network, keeps what is not acknowledged, and sends it again in other batches. */
final class SyncingClient {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RunningStack running;
    private final RunningStack.Learner learner;
    private final String clientId;
    private final List<Item> outbox = new ArrayList<>();
    private final Set<String> positions = new HashSet<>();
    private long sequence;

    /** What is sent to {@code path}: a review, of which many go into one request, or a retraction. */
    private record Item(String path, ObjectNode body) {}

    SyncingClient(RunningStack running, RunningStack.Learner learner, String clientId) {
        this.running = running;
        this.learner = learner;
        this.clientId = clientId;
    }

    /** @return the id of the review */
    String answer(String card, String rating, Instant at) {
        var id = Ids.v7().toString();
        outbox.add(new Item(
                "/reviews",
                stamped(card).put("reviewId", id).put("rating", rating).put("reviewedAt", at.toString())));
        return id;
    }

    void retract(String review, String card, Instant at) {
        var body = stamped(card).put("retractionId", Ids.v7().toString()).put("retractedAt", at.toString());
        outbox.add(new Item("/reviews/" + review + "/retraction", body));
    }

    private ObjectNode stamped(String card) {
        return Api.JSON
                .createObjectNode()
                .put("cardId", card)
                .put("clientId", clientId)
                .put("clientSeq", sequence++);
    }

    /** Sends everything, until all of it is acknowledged. */
    void sync(Random random) throws InterruptedException {
        while (!outbox.isEmpty()) {
            var batch = nextBatch(random);
            var answer = Api.patiently(
                    PATIENCE,
                    () -> running.api()
                            .post(batch.getFirst().path(), learner.token().get(), "application/json", body(batch)));
            for (var result : answer.body().path("results")) {
                if (result.has("problem")) {
                    throw new AssertionError("rejected: " + result);
                }
            }
            positions.add(answer.body().get("position").asText());
            outbox.subList(0, batch.size()).clear();
        }
    }

    /** Sends a batch over a connection that breaks before the answer is read; nothing is acknowledged. */
    void syncOverBrokenConnection(Random random) throws IOException {
        if (outbox.isEmpty()) {
            return;
        }
        var batch = nextBatch(random);
        var body = body(batch).getBytes(StandardCharsets.UTF_8);
        var gateway = running.stack().url();
        var head = ("POST /api/v1%s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n"
                        + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n")
                .formatted(
                        batch.getFirst().path(),
                        gateway.getAuthority(),
                        learner.token().get(),
                        body.length);
        try (var connection = new RawConnection(gateway).send(head)) {
            switch (random.nextInt(3)) {
                case 0 -> connection.send(Arrays.copyOf(body, random.nextInt(body.length)));
                case 1 -> connection.send(body);
                default -> connection.send(body).status(random.nextInt(1, 40));
            }
        }
    }

    private List<Item> nextBatch(Random random) {
        int most = random.nextInt(1, 12);
        var batch = new ArrayList<Item>();
        for (var item : outbox) {
            boolean fits = batch.isEmpty()
                    || item.path().equals("/reviews") && batch.getFirst().path().equals("/reviews");
            if (!fits || batch.size() == most) {
                break;
            }
            batch.add(item);
        }
        return batch;
    }

    private static String body(List<Item> batch) {
        if (!batch.getFirst().path().equals("/reviews")) {
            return batch.getFirst().body().toString();
        }
        var body = Api.JSON.createObjectNode();
        var reviews = body.putArray("reviews");
        batch.forEach(item -> reviews.add(item.body()));
        return body.toString();
    }

    /** Of all that is acknowledged. */
    String position() {
        return String.join(",", positions);
    }

    /** An answer that contains the writes of {@code position}. */
    ObjectNode read(String path, String position) throws InterruptedException {
        var query = (path.contains("?") ? "&" : "?") + "after=" + position;
        var answer = Api.patiently(PATIENCE, () -> {
            var once = running.api().get(path + query, learner.token().get());
            return once.body().path("caughtUp").asBoolean() ? once : new Api.Answer(0, once.body());
        });
        return answer.body().deepCopy();
    }
}
