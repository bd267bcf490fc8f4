package dev.engram.kit.deck;

import dev.engram.events.DeckId;
import java.util.Set;

/** The service that knows who may edit which deck. */
@FunctionalInterface
public interface DeckEditors {
    /**
     * Those of {@code decks} that the owner of {@code token} owns or edits, asked in one call.
     *
     * @param decks at most {@link DeckDirectory#MOST}
     * @throws RuntimeException if there is no usable answer in time
     */
    Set<DeckId> editable(Set<DeckId> decks, String token);
}
