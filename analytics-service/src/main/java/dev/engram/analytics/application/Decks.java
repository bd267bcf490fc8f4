package dev.engram.analytics.application;

import dev.engram.analytics.domain.TaggedCard;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.projections.Position;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Decks and cards as they are now, as far as this service has heard. */
public interface Decks {

    /**
     * The decks that a learner made.
     *
     * @throws RuntimeException if the store does not answer in time
     */
    Set<DeckId> ownedBy(LearnerId learnerId);

    /**
     * The cards of some decks that are not retired, with their tags.
     *
     * @throws RuntimeException if the store does not answer in time
     */
    List<TaggedCard> liveCards(Set<DeckId> decks);

    /** Waits, at most {@code atMost}, until the deck versions of {@code after} are held. True if they are. */
    boolean await(Position after, Duration atMost);
}
