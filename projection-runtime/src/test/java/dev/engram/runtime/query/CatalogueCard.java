package dev.engram.runtime.query;

import dev.engram.events.CardContent;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;

/**
 * A card as far as it is known here.
 *
 * @param ordinal its place in the deck, {@code >= 0}
 * @param revision number of its content, from 1
 * @param retired no longer studied
 */
public record CatalogueCard(
        CardId cardId, DeckId deckId, int ordinal, int revision, CardContent content, boolean retired) {}
