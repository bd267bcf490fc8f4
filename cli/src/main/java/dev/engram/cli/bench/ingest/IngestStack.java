package dev.engram.cli.bench.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.cli.api.EngramApi;
import dev.engram.cli.stack.LocalStack;
import dev.engram.cli.stack.ProcessMemory;
import dev.engram.cli.stack.StackPart;
import dev.engram.cli.stack.StackPorts;
import dev.engram.cli.stack.StackProgress;
import dev.engram.cli.stack.StackSettings;
import dev.engram.events.CardId;
import dev.engram.events.LearnerId;
import dev.engram.runtime.token.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A stack of its own on free ports of 127.0.0.1, with limits per caller raised, a public deck and learners who study it. */
public final class IngestStack implements AutoCloseable {
    /** Cards of the deck. */
    public static final int CARDS = 5_000;

    private static final Duration LIFETIME = Duration.ofMinutes(9); // the gateway takes no token of more than ten

    private static final Map<String, String> LIMITS = Map.of(
            "engram.gateway.requests.per-minute", "100000000",
            "engram.gateway.requests.max-per-caller", "256",
            "engram.gateway.requests.max-body-bytes-per-caller", "24M",
            "engram.review.max-per-day", "100000000",
            "engram.review.max-imported-per-day", "100000000");

    private final LocalStack stack;
    private final Thread stop;
    private final String deckId;
    private final List<CardId> cards;

    /** Somebody who studies. @param token good for nine minutes */
    public record Learner(LearnerId id, String token) {}

    private IngestStack(LocalStack stack, Thread stop, String deckId, List<CardId> cards) {
        this.stack = stack;
        this.stop = stop;
        this.deckId = deckId;
        this.cards = cards;
    }

    /** @param home must not exist or be empty */
    public static IngestStack start(Path root, Path home) throws IOException, InterruptedException {
        return start(root, home, Map.of());
    }

    /** As {@link #start(Path, Path)}. @param more properties of the services */
    public static IngestStack start(Path root, Path home, Map<String, String> more)
            throws IOException, InterruptedException {
        Map<String, String> properties = new HashMap<>(LIMITS);
        properties.putAll(more);
        StackSettings settings =
                StackSettings.of(root, Map.of()).withPorts(StackPorts.free()).withServiceProperties(properties);
        LocalStack stack = LocalStack.at(home, settings);
        Thread stop = new Thread(stack::stopStartedHere, "stop-bench");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            stack.start(StackProgress.NONE);
            EngramApi author = EngramApi.at(stack.url()).signIn("author", "write-transformers");
            JsonNode imported = author.postText(
                    "/decks/import", Map.of("acceptWarnings", "true"), deck().getBytes(StandardCharsets.UTF_8));
            String deckId = imported.path("deckId").asText();
            author.put(
                    "/decks/" + deckId + "/visibility",
                    JsonNodeFactory.instance.objectNode().put("visibility", "PUBLIC"));
            EngramApi.at(stack.url()).signIn("learner", "learn-transformers").put("/decks/" + deckId + "/membership");
            ReviewClient.of(stack.url())
                    .awaitCaughtUp(
                            "/api/v1/queue?after=",
                            imported.path("position").asText(),
                            signIn(stack).token());
            List<CardId> cards = new ArrayList<>();
            author.cards(deckId)
                    .forEach(card -> cards.add(CardId.parse(card.path("cardId").asText())));
            return new IngestStack(stack, stop, deckId, cards);
        } catch (IOException | InterruptedException | RuntimeException failed) {
            stack.stop(StackProgress.NONE);
            throw failed;
        }
    }

    private static String deck() {
        StringBuilder text = new StringBuilder("Benchmark | Ingest\n");
        for (int i = 1; i <= CARDS; i++) {
            text.append("Which number does card %d of the benchmark have?%nnumbers benchmark%nThe number %d.%n"
                    .formatted(i, i));
        }
        return text.toString();
    }

    /** Learners whom nobody knows but the holder of the signing key, spread over the partitions of the log. */
    public List<Learner> learners(int count) throws IOException {
        List<Learner> learners = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            learners.add(learner(new LearnerId(UUID.randomUUID())));
        }
        return learners;
    }

    /** A new token of a learner. */
    public Learner learner(LearnerId id) throws IOException {
        Instant now = Instant.now();
        ObjectNode claims = JsonNodeFactory.instance
                .objectNode()
                .put("iss", "engram")
                .put("aud", "engram")
                .put("sub", id.text())
                .put("iat", now.getEpochSecond())
                .put("exp", now.plus(LIFETIME).getEpochSecond())
                .put("sid", UUID.randomUUID().toString())
                .put("signOuts", 0);
        claims.putArray("groups").add("learner");
        return new Learner(id, SigningKey.read(stack.signingKeys().inUse(now)).sign(claims.toString()));
    }

    /** The demo account, which studies the deck, signed in anew. */
    public Learner account() throws IOException, InterruptedException {
        return signIn(stack);
    }

    private static Learner signIn(LocalStack stack) throws IOException, InterruptedException {
        JsonNode answer = EngramApi.at(stack.url())
                .post(
                        "/tokens",
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("username", "learner")
                                .put("password", "learn-transformers"));
        return new Learner(
                LearnerId.parse(answer.path("learnerId").asText()),
                answer.path("token").asText());
    }

    public String deckId() {
        return deckId;
    }

    public List<CardId> cards() {
        return cards;
    }

    public LocalStack stack() {
        return stack;
    }

    /** Resident memory of some services together, in MB; NaN except on Linux. */
    double megabytes(List<StackPart> parts) {
        long bytes = 0;
        for (StackPart part : parts) {
            bytes += ProcessMemory.pssBytes(stack.process(part).pid().orElseThrow())
                    .orElse(Long.MIN_VALUE / 8);
        }
        return bytes < 0 ? Double.NaN : bytes / 1e6;
    }

    @Override
    public void close() throws IOException {
        try {
            stack.stop(StackProgress.NONE);
        } finally {
            try {
                Runtime.getRuntime().removeShutdownHook(stop);
            } catch (IllegalStateException ending) {
                // the hook runs
            }
        }
    }
}
