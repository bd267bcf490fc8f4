package dev.engram.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The results of the demo.
 *
 * @param imported answer of the import
 * @param queue answer of {@code GET /queue}, for now
 * @param mastery answer of {@code GET /mastery/tags}, for the time of the script
 */
public record DemoReport(
        URI gateway,
        JsonNode imported,
        List<SentBatch> batches,
        JsonNode queue,
        JsonNode mastery,
        List<MergedCard> merged) {

    public DemoReport {
        batches = List.copyOf(batches);
        merged = List.copyOf(merged);
    }

    /** A batch and the results of its reviews. */
    public record SentBatch(DemoScript.Batch batch, JsonNode results) {
        /** @param status {@code ACCEPTED}, {@code DUPLICATE} or {@code REJECTED} */
        public int count(String status) {
            return (int) results.valueStream()
                    .filter(result -> result.path("status").asText().equals(status))
                    .count();
        }
    }

    /**
     * The history of one card, merged from both clients.
     *
     * @param history answer of {@code GET /reviews?cardId=}
     */
    public record MergedCard(String question, JsonNode history) {
        /** For each review in merged order: whether it arrived after a review that was given later. */
        List<Boolean> late() {
            List<Instant> received = history.path("reviews")
                    .valueStream()
                    .map(review -> Instant.parse(review.path("receivedAt").asText()))
                    .toList();
            return IntStream.range(0, received.size())
                    .mapToObj(i -> received.subList(i, received.size()).stream()
                            .anyMatch(later -> later.isBefore(received.get(i))))
                    .toList();
        }
    }

    /** One document with everything. */
    public ObjectNode json() {
        JsonMapper mapper = new JsonMapper();
        ObjectNode document = mapper.createObjectNode().put("gateway", gateway.toString());
        document.set("import", imported);
        var sent = document.putArray("batches");
        for (SentBatch batch : batches) {
            ObjectNode node = sent.addObject()
                    .put("batch", batch.batch().name())
                    .put("client", batch.batch().client());
            for (String status : List.of("ACCEPTED", "DUPLICATE", "REJECTED")) {
                node.put(status.toLowerCase(Locale.ROOT), batch.count(status));
            }
            node.set("results", batch.results());
        }
        document.set("queue", queue);
        document.set("mastery", mastery);
        return document.set("merged", mapper.valueToTree(merged));
    }
}
