package dev.engram.projections.catalogue;

import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import java.util.List;

/**
 * A deck as far as it is known here.
 *
 * @param path outermost first
 * @param version the latest of which every event has been applied
 */
public record CatalogueDeck(DeckId deckId, LearnerId owner, List<String> path, String title, long version) {

    public CatalogueDeck {
        path = List.copyOf(path);
    }
}
