package dev.engram.cli.bench.ingest;

import dev.engram.events.CardId;
import dev.engram.events.ClientId;
import dev.engram.events.EventId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerId;
import dev.engram.events.Rating;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.ReviewRecorded.Origin;
import dev.engram.events.Stamp;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** New reviews of some cards, as bodies of the public API and as events. Safe for use by many threads. */
public final class ReviewPayloads {
    private static final ClientId CLIENT = new ClientId("bench");

    private final List<CardId> cards;
    private final AtomicLong sequence = new AtomicLong();

    public ReviewPayloads(List<CardId> cards) {
        this.cards = List.copyOf(cards);
    }

    /** So many reviews of one learner, of cards in turn, given now. */
    public List<ReviewRecorded> next(LearnerId learner, int count, Origin origin) {
        return at(Instant.now(), learner, count, origin);
    }

    /** The same, given at a moment. */
    public List<ReviewRecorded> at(Instant moment, LearnerId learner, int count, Origin origin) {
        List<ReviewRecorded> reviews = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long number = sequence.getAndIncrement();
            reviews.add(review(learner, cards.get((int) (number % cards.size())), moment, number, origin));
        }
        return reviews;
    }

    /** One review. @param number in the order of the client; every seventh is AGAIN, the others are GOOD */
    public static ReviewRecorded review(LearnerId learner, CardId card, Instant moment, long number, Origin origin) {
        return new ReviewRecorded(
                new Stamp(new EventId(Ids.v7()), learner, moment, ZoneOffset.UTC, CLIENT, number, moment),
                card,
                0,
                number % 7 == 0 ? Rating.AGAIN : Rating.GOOD,
                4_000L,
                null,
                null,
                null,
                false,
                origin,
                null,
                Set.of());
    }

    /** The body of a request that records them. Written by hand, so that the benchmark spends its time on the services. */
    public static byte[] body(List<ReviewRecorded> reviews) {
        StringBuilder json = new StringBuilder(64 + 256 * reviews.size()).append("{\"reviews\":[");
        for (int i = 0; i < reviews.size(); i++) {
            ReviewRecorded review = reviews.get(i);
            json.append(i == 0 ? "{\"reviewId\":\"" : ",{\"reviewId\":\"")
                    .append(review.stamp().eventId())
                    .append("\",\"cardId\":\"")
                    .append(review.cardId())
                    .append("\",\"rating\":\"")
                    .append(review.rating())
                    .append("\",\"reviewedAt\":\"")
                    .append(review.stamp().at())
                    .append("\",\"clientId\":\"")
                    .append(CLIENT.value())
                    .append("\",\"clientSeq\":")
                    .append(review.stamp().clientSeq())
                    .append(",\"durationMs\":")
                    .append(review.durationMs());
            if (review.origin() != Origin.LIVE) {
                json.append(",\"origin\":\"").append(review.origin()).append('"');
            }
            json.append('}');
        }
        return json.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    }
}
