package dev.engram.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;

/**
 * Everything that came out of the demo.
 *
 * @param imported answer of the import
 * @param queue answer of {@code GET /queue}, for now
 * @param mastery answer of {@code GET /mastery/tags}, as of the moment of the script
 */
public record DemoReport(
        URI gateway,
        DemoScript script,
        JsonNode imported,
        List<SentBatch> batches,
        JsonNode queue,
        JsonNode mastery,
        List<MergedCard> merged) {

    public DemoReport {
        batches = List.copyOf(batches);
        merged = List.copyOf(merged);
    }

    /** A batch and how its items were answered. */
    public record SentBatch(DemoScript.Batch batch, int recorded, int duplicate, int rejected, JsonNode results) {
        static SentBatch of(DemoScript.Batch batch, JsonNode answer) {
            JsonNode results = answer.path("results");
            return new SentBatch(
                    batch,
                    count(results, "recorded"),
                    count(results, "duplicate"),
                    count(results, "rejected"),
                    results);
        }

        private static int count(JsonNode results, String status) {
            int count = 0;
            for (JsonNode result : results) {
                count += result.path("status").asText().equals(status) ? 1 : 0;
            }
            return count;
        }
    }

    /** One document with everything. */
    public ObjectNode json() {
        ObjectNode document = new JsonMapper().createObjectNode().put("gateway", gateway.toString());
        document.set("import", imported);
        var sent = document.putArray("batches");
        for (SentBatch batch : batches) {
            sent.addObject()
                    .put("batch", batch.batch().name())
                    .put("client", batch.batch().client())
                    .put("recorded", batch.recorded())
                    .put("duplicate", batch.duplicate())
                    .put("rejected", batch.rejected())
                    .set("results", batch.results());
        }
        document.set("queue", queue);
        document.set("mastery", mastery);
        var cards = document.putArray("merged");
        merged.forEach(
                card -> cards.addObject().put("question", card.question()).set("history", card.history()));
        return document;
    }
}
