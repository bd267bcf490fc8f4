package dev.engram.review.application;

import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import java.util.Set;

/** The service that owns the cards: what it denies does not exist. */
public interface CardDirectory {

    /**
     * Which of {@code cards} do not exist, asked in one call.
     *
     * @param token the caller's token, passed on
     * @throws RuntimeException if there is no usable answer in time
     */
    Set<CardId> unknownOf(Set<CardId> cards, String token);

    /**
     * Whether the deck exists.
     *
     * @param token the caller's token, passed on
     * @throws RuntimeException if there is no usable answer in time
     */
    boolean hasDeck(DeckId deck, String token);
}
