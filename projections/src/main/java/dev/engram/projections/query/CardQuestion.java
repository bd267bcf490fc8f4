package dev.engram.projections.query;

import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.Tag;
import java.util.List;

/** What a card asks, without its answer. @param revision number of its content, from 1 */
public record CardQuestion(CardId cardId, DeckId deckId, int revision, String question, List<Tag> tags) {

    public CardQuestion {
        tags = List.copyOf(tags);
    }
}
