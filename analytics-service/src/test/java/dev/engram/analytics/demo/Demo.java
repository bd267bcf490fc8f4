package dev.engram.analytics.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.engram.events.CardId;
import dev.engram.events.ClientId;
import dev.engram.events.EventId;
import dev.engram.events.LearnerId;
import dev.engram.events.Rating;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.Stamp;
import dev.engram.testing.RepositoryRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The batches of the demo as events of a learner, in the order of the file. */
public record Demo(List<Batch> batches) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public Demo {
        batches = List.copyOf(batches);
    }

    /** One request of one client. */
    public record Batch(String name, List<ReviewRecorded> reviews) {

        public Batch {
            reviews = List.copyOf(reviews);
        }
    }

    /** Reads the file that the demo sends; every batch is received when its client sent it. */
    public static Demo of(LearnerId learner) {
        return of(learner, Demo::card);
    }

    /** @param cards the card at a position of the deck, from 1 */
    public static Demo of(LearnerId learner, IntFunction<CardId> cards) {
        var file = RepositoryRoot.find().resolve("cli/src/main/resources/demo/reviews.json");
        try {
            return new Demo(each(JSON.readTree(file.toFile()).get("batches"))
                    .map(batch -> batch(learner, cards, batch))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The id that stands for the card at a position of the deck, from 1. */
    public static CardId card(int position) {
        return new CardId(new UUID(0x7000, 0x8000000000000000L + position));
    }

    private static Batch batch(LearnerId learner, IntFunction<CardId> cards, JsonNode batch) {
        var client = new ClientId(batch.get("client").asText());
        var receivedAt = Instant.parse(batch.get("sentAt").asText());
        return new Batch(
                batch.get("batch").asText(),
                each(batch.get("reviews"))
                        .map(review -> review(
                                learner,
                                client,
                                receivedAt,
                                cards.apply(review.get("card").asInt()),
                                review))
                        .toList());
    }

    private static ReviewRecorded review(
            LearnerId learner, ClientId client, Instant receivedAt, CardId card, JsonNode review) {
        var stamp = new Stamp(
                EventId.parse(review.get("reviewId").asText()),
                learner,
                Instant.parse(review.get("reviewedAt").asText()),
                ZoneOffset.of(review.get("utcOffset").asText()),
                client,
                review.get("clientSeq").asLong(),
                receivedAt);
        var known = review.has("basedOn");
        return new ReviewRecorded(
                stamp,
                card,
                1,
                Rating.valueOf(review.get("rating").asText()),
                review.get("durationMs").asLong(),
                known ? Instant.parse(review.get("dueAt").asText()) : null,
                known ? EventId.parse(review.get("basedOn").asText()) : null,
                null,
                false,
                ReviewRecorded.Origin.LIVE,
                null,
                Set.of());
    }

    private static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
