package dev.engram.projections.query;

import dev.engram.events.CardContent;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;

/** A card as the catalogue holds it. @param revision number of its content, from 1 */
public record HeldCard(CardId cardId, DeckId deckId, int revision, CardContent content) {}
