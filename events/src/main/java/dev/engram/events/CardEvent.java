package dev.engram.events;

import java.time.Instant;

/** An event of one learner and one card. Its identity is (learnerId, cardId, eventId). */
public sealed interface CardEvent extends LearnerEvent permits ReviewRecorded, CardAction, ReviewRetracted {

    /** Nobody did anything with a card here before this; clocks that lost their power start in 1970, 1980, 2000 or 2001. */
    Instant EARLIEST = Instant.parse("2006-01-01T00:00:00Z");

    CardId cardId();

    /** Whether the client's clock had lost its time: what it dated is kept and has no effect on the schedule. */
    default boolean wasDatedByLostClock() {
        return stamp().at().isBefore(EARLIEST);
    }
}
