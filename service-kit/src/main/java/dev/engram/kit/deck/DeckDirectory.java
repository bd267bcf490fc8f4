package dev.engram.kit.deck;

import dev.engram.events.DeckId;
import java.util.Set;

/** The service that knows who may see which deck. */
@FunctionalInterface
public interface DeckDirectory {

    /** Most decks that are asked about at a time. */
    int MOST = 1_000;

    /**
     * Those of {@code decks} that the owner of {@code token} may see, asked in one call.
     *
     * @param decks at most {@link #MOST}
     * @throws RuntimeException if there is no usable answer in time
     */
    Set<DeckId> visible(Set<DeckId> decks, String token);
}
