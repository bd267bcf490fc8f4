package dev.engram.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.cli.api.EngramApi;
import dev.engram.events.Ids;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long after a review was acknowledged other clients of the same learner see what became of its card on their streams. Reviews
 * are sent one after the other, at most so many a second.
 */
public final class StreamLatency {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final EngramApi learner;
    private final List<String> cards;
    private final int streams;

    /**
     * Milliseconds, sorted, one figure for each review and stream.
     *
     * @param acknowledged from the acknowledgement on; 0 where the stream was quicker
     * @param sent from before the review was sent on
     */
    public record Figures(List<Double> acknowledged, List<Double> sent) {
        /** The smallest figure that at least {@code share} of {@code sorted} do not exceed. */
        public static double quantile(List<Double> sorted, double share) {
            return SignInBench.Figures.quantile(sorted, share);
        }
    }

    private record Times(long sent, long acknowledged) {}

    /**
     * @param learner signed in
     * @param cards that the learner may answer, at least one
     * @param streams that are open at a time, at most as many as a learner may have
     */
    public StreamLatency(EngramApi learner, List<String> cards, int streams) {
        this.learner = learner;
        this.cards = List.copyOf(cards);
        this.streams = streams;
    }

    /** @param reviews how many @param pause between the beginnings of two */
    public Figures measure(int reviews, Duration pause) throws IOException, InterruptedException {
        List<StreamClient> open = new ArrayList<>();
        try {
            for (int i = 0; i < streams; i++) {
                open.add(StreamClient.open(learner));
            }
            for (StreamClient client : open) {
                client.awaitBegun(LONGEST);
            }
            Map<String, Times> times = new LinkedHashMap<>();
            long next = System.nanoTime();
            for (int i = 0; i < reviews; i++) {
                Thread.sleep(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
                next = Math.max(next + pause.toNanos(), System.nanoTime());
                String id = Ids.v7().toString();
                long sent = System.nanoTime();
                learner.post("/reviews", body(id, cards.get(i % cards.size()), i));
                times.put(id, new Times(sent, System.nanoTime()));
            }
            return figures(times, open);
        } finally {
            open.forEach(StreamClient::close);
        }
    }

    private static Figures figures(Map<String, Times> times, List<StreamClient> open)
            throws IOException, InterruptedException {
        List<Double> acknowledged = new ArrayList<>();
        List<Double> sent = new ArrayList<>();
        for (StreamClient client : open) {
            for (Map.Entry<String, Times> review : times.entrySet()) {
                long seen = client.awaitReview(review.getKey(), LONGEST);
                acknowledged.add(Math.max(0, seen - review.getValue().acknowledged()) / 1e6);
                sent.add((seen - review.getValue().sent()) / 1e6);
            }
        }
        return new Figures(
                acknowledged.stream().sorted().toList(), sent.stream().sorted().toList());
    }

    private static JsonNode body(String id, String cardId, int sequence) {
        ObjectNode body = JSON.createObjectNode();
        body.putArray("reviews")
                .addObject()
                .put("reviewId", id)
                .put("cardId", cardId)
                .put("rating", "GOOD")
                .put("reviewedAt", Instant.now().toString())
                .put("clientId", "bench")
                .put("clientSeq", sequence);
        return body;
    }
}
