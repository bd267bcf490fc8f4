package dev.engram.card.application;

import dev.engram.card.domain.EditDecision;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;

/** What became of an edit. */
public sealed interface EditResult {

    /** The deck is at {@code version} and as wanted, whether this call or an earlier one made it so. */
    record Done(DeckId deckId, CardId cardId, long version) implements EditResult {}

    record NoSuchDeck() implements EditResult {}

    /** @param why never {@link EditDecision.Change} nor {@link EditDecision.Unchanged} */
    record Refused(EditDecision why) implements EditResult {}
}
