package dev.engram.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.cli.api.EngramApi;
import dev.engram.cli.demo.Demo;
import dev.engram.cli.demo.DemoReport;
import dev.engram.cli.demo.DemoScript;
import dev.engram.cli.stack.LocalStack;
import dev.engram.cli.stack.ProcessMemory;
import dev.engram.cli.stack.StackPorts;
import dev.engram.cli.stack.StackProcess;
import dev.engram.cli.stack.StackProgress;
import dev.engram.cli.stack.StackSettings;
import dev.engram.events.Ids;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One run on a separate stack, in an empty home and on free ports: start, demo, memory, single reviews, stop. */
public final class StackBench {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path root;
    private final int reviews;

    /**
     * What one run measured.
     *
     * @param startSeconds from the built stack to all parts healthy
     * @param pssBytes sum of all processes after the demo; 0 except on Linux
     * @param reviewToMasterySeconds one figure per single review
     */
    public record Run(double startSeconds, long pssBytes, List<Double> reviewToMasterySeconds) {
        /** The smallest figure that at least 95 % of the reviews do not exceed. */
        public double p95Seconds() {
            List<Double> sorted = reviewToMasterySeconds.stream().sorted().toList();
            return sorted.get((int) Math.ceil(0.95 * sorted.size()) - 1);
        }
    }

    /**
     * @param root the checkout, built
     * @param reviews how many single reviews are timed, at least 1
     */
    public StackBench(Path root, int reviews) {
        this.root = root;
        this.reviews = reviews;
    }

    /** @param home must not exist or be empty */
    public Run run(Path home) throws IOException, InterruptedException {
        StackSettings settings = StackSettings.of(root, Map.of()).withPorts(StackPorts.free());
        LocalStack stack = LocalStack.at(home, settings);
        Runtime.getRuntime().addShutdownHook(new Thread(stack::stopStartedHere, "stop-bench"));
        try {
            long start = System.nanoTime();
            stack.start(StackProgress.NONE);
            double startSeconds = seconds(start);
            DemoReport demo = new Demo(stack.url(), DemoScript.load(), root).play(Demo.Watcher.NONE);
            long pss = 0;
            for (StackProcess process : stack.processes()) {
                pss += ProcessMemory.pssBytes(process.pid().orElseThrow()).orElse(0);
            }
            return new Run(startSeconds, pss, reviewToMastery(stack, demo));
        } finally {
            stack.stop(StackProgress.NONE);
        }
    }

    /** Seconds from before a review is sent until an answer of mastery contains it, one after the other. */
    private List<Double> reviewToMastery(LocalStack stack, DemoReport demo) throws IOException, InterruptedException {
        EngramApi learner = EngramApi.at(stack.url()).signIn("learner", "learn-transformers");
        String deckId = demo.imported().path("deckId").asText();
        List<String> cards = new ArrayList<>();
        learner.cards(deckId).forEach(card -> cards.add(card.path("cardId").asText()));
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < reviews; i++) {
            ObjectNode review = review(cards.get(i % cards.size()), i);
            ObjectNode body = JSON.createObjectNode();
            body.putArray("reviews").add(review);
            long start = System.nanoTime();
            JsonNode answer = learner.post("/reviews", body);
            learner.getCaughtUp(
                    "/mastery/tags", Map.of("after", answer.path("position").asText()));
            seconds.add(seconds(start));
            check(
                    answer.path("results").path(0).path("status").asText().equals("ACCEPTED"),
                    "a review was not accepted");
        }
        check(countReviews(learner, cards) == 94 + reviews, "not every review was counted exactly once");
        return seconds;
    }

    private static int countReviews(EngramApi learner, List<String> cards) throws IOException, InterruptedException {
        int count = 0;
        for (String card : cards) {
            count += learner.get("/reviews", Map.of("cardId", card))
                    .path("reviews")
                    .size();
        }
        return count;
    }

    private static ObjectNode review(String cardId, int sequence) {
        return JSON.createObjectNode()
                .put("reviewId", Ids.v7().toString())
                .put("cardId", cardId)
                .put("rating", "GOOD")
                .put("reviewedAt", Instant.now().toString())
                .put("clientId", "bench")
                .put("clientSeq", sequence);
    }

    private static void check(boolean holds, String otherwise) throws IOException {
        if (!holds) {
            throw new IOException(otherwise);
        }
    }

    private static double seconds(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e9;
    }
}
