package dev.engram.projections.query;

import dev.engram.events.CardId;
import dev.engram.events.EventId;
import dev.engram.events.ReviewRecorded;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A part of a learner's reviews of all cards, in the order of time, the newest first.
 *
 * @param from the first moment of the part
 * @param to the first moment after it
 * @param before the review that the part comes after in this order; null to begin with the newest
 * @param limit most reviews, {@code >= 1}
 */
public record ReviewSpan(Instant from, Instant to, @Nullable Place before, int limit) {

    /** @throws IllegalArgumentException if {@code limit} is less than 1 */
    public ReviewSpan {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1, was " + limit);
        }
    }

    /** A review by which the order can be entered. */
    public record Place(Instant at, EventId review, CardId card) implements Comparable<Place> {
        private static final Comparator<Place> NEWEST_FIRST = Comparator.comparing(Place::at)
                .thenComparing(Place::review)
                .thenComparing(Place::card)
                .reversed();

        /** Of a review. */
        public static Place of(ReviewRecorded review) {
            return new Place(review.stamp().at(), review.stamp().eventId(), review.cardId());
        }

        @Override
        public int compareTo(Place other) {
            return NEWEST_FIRST.compare(this, other);
        }
    }

    /** @param retracted whether the learner has taken it back */
    public record Found(ReviewRecorded review, boolean retracted) {}
}
