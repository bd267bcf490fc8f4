package dev.engram.scheduler;

import dev.engram.events.CardAction;
import dev.engram.events.CardEvent;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.ReviewRetracted;
import dev.engram.events.codec.LearnerEvents;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;

/** Compares copies of one event: events with one id. */
public final class DuplicateEvents {
    private DuplicateEvents() {}

    /** Whether {@code one} counts instead of {@code other}: by (receivedAt, canonical bytes). */
    static boolean isSmaller(CardEvent one, CardEvent other) {
        int byReceipt = one.stamp().receivedAt().compareTo(other.stamp().receivedAt());
        return byReceipt != 0 ? byReceipt < 0 : Arrays.compareUnsigned(canonical(one), canonical(other)) < 0;
    }

    /**
     * Whether two copies differ at most in what the server adds when it takes an event. A batch that is sent again while
     * nobody can confirm its cards has a flag that the first copy lacks: the client sent the same.
     */
    public static boolean haveSameContent(CardEvent one, CardEvent other) {
        return content(one).equals(content(other));
    }

    private static CardEvent content(CardEvent event) {
        var stamp = event.stamp().withReceivedAt(Instant.EPOCH);
        return switch (event) {
            case ReviewRecorded review -> review.with(stamp, Set.of());
            case CardAction action -> new CardAction(stamp, action.cardId(), action.action(), action.dueDay());
            case ReviewRetracted retraction -> new ReviewRetracted(stamp, retraction.cardId(), retraction.review());
        };
    }

    private static byte[] canonical(CardEvent event) {
        return LearnerEvents.codec().canonical(event);
    }
}
