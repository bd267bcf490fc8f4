package dev.engram.projections.query;

import dev.engram.events.CardId;
import dev.engram.scheduler.CardState;

/** Takes in the states of a learner's cards one after the other, in no particular order, so that not all need be held. */
public interface StateConsumer {

    void state(CardId card, CardState state);

    /** A card whose state could not be derived. */
    void quarantined(CardId card, String reason);

    /**
     * Whether histories may be folded again that have so many facts together. Where not, the reading ends, and the states
     * are not complete. Asked again and again with what is known so far: a figure of states first, which leaves out what was
     * before a reset, then the facts themselves, one history after the other.
     *
     * @param facts reviews, actions and retractions, in all versions
     */
    default boolean acceptsHistories(long facts) {
        return true;
    }
}
