package dev.engram.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The history of one card as the service merged it from both clients.
 *
 * @param history answer of {@code GET /reviews?cardId=}
 */
public record MergedCard(String question, JsonNode history) {
    private static final int MOST_REVIEWS = 10;

    /** For each review in merged order: whether it reached the service after a review that was given later. */
    List<Boolean> late() {
        List<Boolean> late = new ArrayList<>();
        JsonNode reviews = history.path("reviews");
        for (int i = 0; i < reviews.size(); i++) {
            Instant received = received(reviews.get(i));
            boolean overtaken = false;
            for (int later = i + 1; later < reviews.size(); later++) {
                overtaken |= received(reviews.get(later)).isBefore(received);
            }
            late.add(overtaken);
        }
        return late;
    }

    private static Instant received(JsonNode review) {
        return Instant.parse(review.path("receivedAt").asText());
    }

    /**
     * The cards, of those whose history fits on a screen, where the answers change most often between the clients, and
     * among these the ones with most late arrivals.
     */
    static List<Integer> mostInterleaved(DemoScript script, int count) {
        Map<Integer, TreeMap<String, Delivery>> byTime = new TreeMap<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < script.batches().size(); i++) {
            DemoScript.Batch batch = script.batches().get(i);
            for (DemoScript.Review review : batch.reviews()) {
                if (seen.add(review.reviewId())) {
                    byTime.computeIfAbsent(review.card(), _ -> new TreeMap<>())
                            .put(review.reviewedAt(), new Delivery(batch.client(), i));
                }
            }
        }
        return byTime.entrySet().stream()
                .filter(entry -> entry.getValue().size() <= MOST_REVIEWS)
                .sorted(Comparator.comparingLong((Map.Entry<Integer, TreeMap<String, Delivery>> entry) ->
                                -switches(List.copyOf(entry.getValue().values())))
                        .thenComparing(
                                entry -> -overtaken(List.copyOf(entry.getValue().values())))
                        .thenComparing(Map.Entry::getKey))
                .limit(count)
                .map(Map.Entry::getKey)
                .toList();
    }

    private record Delivery(String client, int batch) {}

    private static long switches(List<Delivery> deliveries) {
        return IntStream.range(1, deliveries.size())
                .filter(i ->
                        !deliveries.get(i).client().equals(deliveries.get(i - 1).client()))
                .count();
    }

    private static long overtaken(List<Delivery> deliveries) {
        return IntStream.range(0, deliveries.size())
                .filter(i -> deliveries.subList(i, deliveries.size()).stream()
                        .anyMatch(later -> later.batch() < deliveries.get(i).batch()))
                .count();
    }
}
