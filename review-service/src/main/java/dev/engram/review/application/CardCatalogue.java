package dev.engram.review.application;

import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import java.util.Set;

/** The cards that this service has heard of, retired ones included; it may lag behind the authors. */
public interface CardCatalogue {

    /**
     * Those of {@code cards} that are held.
     *
     * @throws RuntimeException if the store does not answer in time
     */
    Set<CardId> heldOf(Set<CardId> cards);

    /**
     * Whether the deck is held.
     *
     * @throws RuntimeException if the store does not answer in time
     */
    boolean holds(DeckId deck);
}
