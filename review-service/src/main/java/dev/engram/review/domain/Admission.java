package dev.engram.review.domain;

import dev.engram.events.EventId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerId;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.ReviewRecorded.Flag;
import dev.engram.events.ReviewRecorded.Origin;
import dev.engram.events.ReviewRetracted;
import dev.engram.events.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The rules of the door that need nothing but the answer itself and the time at which it arrived. */
public final class Admission {

    /** Most reviews in one request. */
    public static final int MOST_REVIEWS_OF_A_BATCH = 1_000;

    /** Most reviews, and most retractions, of one card by one learner: bounds the document that keeps the history. */
    public static final int MOST_REVIEWS_OF_A_CARD = 5_000;

    /** A time farther ahead of the server's clock is refused. */
    public static final Duration FARTHEST_AHEAD = Duration.ofHours(24);

    /** A time farther ahead than this is doubtful: clocks that are set by a network agree much better. */
    static final Duration PLAUSIBLY_AHEAD = Duration.ofMinutes(5);

    /** Times before this are doubtful: clocks that lost their power start in 1970, 1980, 2000 or 2001. */
    static final Instant EARLIEST_PLAUSIBLE = Instant.parse("2006-01-01T00:00:00Z");

    private Admission() {}

    /** The first rule that {@code review}, which arrived at {@code receivedAt}, breaks. */
    public static Optional<Refusal> refusal(RecordReview review, Instant receivedAt) {
        return refusedId("reviewId", review.reviewId(), review.origin())
                .or(() -> refusedTime("reviewedAt", review.reviewedAt(), receivedAt));
    }

    /** The first rule that {@code retraction}, which arrived at {@code receivedAt}, breaks. */
    public static Optional<Refusal> refusal(RetractReview retraction, Instant receivedAt) {
        return refusedId("retractionId", retraction.retractionId(), Origin.LIVE)
                .or(() -> refusedTime("retractedAt", retraction.retractedAt(), receivedAt));
    }

    /**
     * The event that {@code review} becomes.
     *
     * @param cardVerified whether the card is known to exist
     */
    public static ReviewRecorded event(
            LearnerId learnerId, RecordReview review, Instant receivedAt, boolean cardVerified) {
        return new ReviewRecorded(
                new Stamp(
                        review.reviewId(),
                        learnerId,
                        review.reviewedAt(),
                        review.utcOffset(),
                        review.clientId(),
                        review.clientSeq(),
                        receivedAt),
                review.cardId(),
                review.cardRevision(),
                review.rating(),
                review.durationMs(),
                review.dueAt(),
                review.basedOn(),
                review.scheduler(),
                review.practice(),
                review.origin(),
                review.clientVersion(),
                flags(review, receivedAt, cardVerified));
    }

    /** The event that {@code retraction} becomes. */
    public static ReviewRetracted event(LearnerId learnerId, RetractReview retraction, Instant receivedAt) {
        return new ReviewRetracted(
                new Stamp(
                        retraction.retractionId(),
                        learnerId,
                        retraction.retractedAt(),
                        retraction.utcOffset(),
                        retraction.clientId(),
                        retraction.clientSeq(),
                        receivedAt),
                retraction.cardId(),
                retraction.review());
    }

    private static Set<Flag> flags(RecordReview review, Instant receivedAt, boolean cardVerified) {
        var flags = EnumSet.noneOf(Flag.class);
        if (!cardVerified) {
            flags.add(Flag.CARD_UNVERIFIED);
        }
        if (review.reviewedAt().isBefore(EARLIEST_PLAUSIBLE)
                || review.reviewedAt().isAfter(receivedAt.plus(PLAUSIBLY_AHEAD))) {
            flags.add(Flag.CLOCK_DOUBTFUL);
        }
        return flags;
    }

    private static Optional<Refusal> refusedId(String field, EventId id, Origin origin) {
        if (Ids.isV7(id.value())) {
            return Optional.empty();
        }
        boolean imported = origin != Origin.LIVE;
        if (imported && id.value().version() == 5) {
            return Optional.empty();
        }
        return Optional.of(Refusal.invalidField(
                field, imported ? "must be a UUID of version 7 or, of an import, 5" : "must be a UUID of version 7"));
    }

    private static Optional<Refusal> refusedTime(String field, Instant at, Instant receivedAt) {
        if (!at.isAfter(receivedAt.plus(FARTHEST_AHEAD))) {
            return Optional.empty();
        }
        return Optional.of(new Refusal(
                "time-ahead",
                field,
                "must be at most 24 hours ahead of the server's clock",
                field + " is " + at + ", the server's clock shows " + receivedAt + "."));
    }
}
