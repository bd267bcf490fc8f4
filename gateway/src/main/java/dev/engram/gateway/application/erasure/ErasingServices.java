package dev.engram.gateway.application.erasure;

import dev.engram.events.EventId;
import dev.engram.events.LearnerId;
import dev.engram.gateway.domain.ErasureRequest.Removed;
import dev.engram.gateway.domain.Service;
import java.util.List;

/** What the services do so that a person is erased. Every call throws where the service does not answer; then it is made again. */
public interface ErasingServices {
    /** Appends the event that erases a learner. */
    void append(LearnerId learner, EventId event);

    /**
     * What the generations of the projections of a service have removed.
     *
     * @param isComplete whether every one of them has read the event
     */
    record Confirmation(boolean isComplete, List<Removed> removed) {}

    /** @param hash of the learner's id */
    Confirmation confirm(Service service, String hash);

    /** What {@link #removeFromDecks} would remove: shares, and decks of the learner that nobody else sees. */
    List<Removed> decks(LearnerId learner);

    /** @return how many decks of the learner stay, without the learner */
    long removeFromDecks(LearnerId learner);
}
