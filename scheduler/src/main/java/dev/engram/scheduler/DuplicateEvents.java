package dev.engram.scheduler;

import dev.engram.events.CardAction;
import dev.engram.events.CardEvent;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.ReviewRetracted;
import dev.engram.events.SchedulerRef;
import dev.engram.events.codec.LearnerEvents;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;
import java.util.UUID;

/** Compares copies of one event: events with one id. */
public final class DuplicateEvents {
    /** By (receivedAt, canonical bytes): of copies the first counts. */
    static final Comparator<CardEvent> ORDER = Comparator.<CardEvent, Instant>comparing(
                    event -> event.stamp().receivedAt())
            .thenComparing(DuplicateEvents::canonical, Arrays::compareUnsigned);

    private DuplicateEvents() {}

    /** Whether {@code one} counts instead of {@code other}: by (receivedAt, canonical bytes). */
    static boolean isSmaller(CardEvent one, CardEvent other) {
        return ORDER.compare(one, other) < 0;
    }

    /** A digest of what the client sent; the same for events that {@link #haveSameContent}. */
    static UUID digest(CardEvent event) {
        return UUID.nameUUIDFromBytes(canonical(content(event)));
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
            case ReviewRecorded review -> withoutGoal(review).with(stamp, Set.of());
            case CardAction action -> new CardAction(stamp, action.cardId(), action.action(), action.dueDay());
            case ReviewRetracted retraction -> new ReviewRetracted(stamp, retraction.cardId(), retraction.review());
        };
    }

    private static ReviewRecorded withoutGoal(ReviewRecorded review) {
        var scheduler = review.scheduler();
        return scheduler != null && scheduler.name().equals(SchedulerRef.RETENTION_GOAL)
                ? review.withScheduler(null)
                : review;
    }

    private static byte[] canonical(CardEvent event) {
        return LearnerEvents.codec().canonical(event);
    }
}
