package dev.engram.scheduler;

import dev.engram.events.CardEvent;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.ReviewRetracted;
import dev.engram.events.Stamp;
import dev.engram.events.codec.LearnerEvents;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;

/** Compares copies of one event: events that bear one id. */
final class DuplicateEvents {
    private DuplicateEvents() {}

    /** Whether {@code one} counts rather than {@code other}: by (receivedAt, canonical bytes). */
    static boolean isSmaller(CardEvent one, CardEvent other) {
        int byReceipt = one.stamp().receivedAt().compareTo(other.stamp().receivedAt());
        return byReceipt != 0 ? byReceipt < 0 : Arrays.compareUnsigned(canonical(one), canonical(other)) < 0;
    }

    /**
     * Whether two copies differ at most in what the server adds when it takes an event. A batch that is sent again while
     * nobody can vouch for its cards bears a flag which the first copy lacks: the client has said nothing different.
     */
    static boolean sayTheSame(CardEvent one, CardEvent other) {
        return said(one).equals(said(other));
    }

    private static CardEvent said(CardEvent event) {
        return switch (event) {
            case ReviewRecorded review ->
                new ReviewRecorded(
                        said(review.stamp()),
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
                        Set.of());
            case ReviewRetracted retraction ->
                new ReviewRetracted(said(retraction.stamp()), retraction.cardId(), retraction.review());
        };
    }

    private static Stamp said(Stamp stamp) {
        return new Stamp(
                stamp.eventId(),
                stamp.learnerId(),
                stamp.at(),
                stamp.utcOffset(),
                stamp.clientId(),
                stamp.clientSeq(),
                Instant.EPOCH);
    }

    private static byte[] canonical(CardEvent event) {
        return LearnerEvents.codec().canonical(event);
    }
}
