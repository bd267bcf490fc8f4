package dev.engram.review.application;

import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import java.util.Set;

/** The service that owns the cards: what it denies does not exist for the caller. */
public interface CardDirectory {

    /**
     * Which of {@code cards} are in no deck that the caller may see, asked in one call.
     *
     * @param token the caller's token, passed on
     * @throws RuntimeException if there is no usable answer in time
     */
    Set<CardId> unknownOf(Set<CardId> cards, String token);

    /**
     * Makes the caller a viewer of a deck.
     *
     * @param token the caller's token, passed on
     * @param code what the deck's owner gave to the caller
     * @return whether the caller may see the deck now
     * @throws RuntimeException if there is no usable answer in time
     */
    boolean useCode(DeckId deck, String code, String token);
}
