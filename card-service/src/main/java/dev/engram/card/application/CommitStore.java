package dev.engram.card.application;

import dev.engram.card.domain.Commit;
import dev.engram.card.domain.Deck;
import dev.engram.card.domain.DeckPath;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import java.util.List;
import java.util.Optional;

/** Keeps the history of decks and the decks as they are now. Safe for use by several threads and instances. */
public interface CommitStore {

    /** The deck at one version, with the cards of that version. */
    Optional<Deck> find(DeckId deckId);

    /** The deck that {@code owner} has at {@code path}, compared by {@link DeckPath#key()}. */
    Optional<Deck> find(LearnerId owner, DeckPath path);

    /**
     * Appends {@code commits} and keeps {@code after}, all or nothing, if the deck is at the version before the first of
     * them; a first commit of version 1 makes the deck.
     *
     * @param commits of one deck, at least one, versions consecutive
     * @param after the deck that they lead to
     */
    Appending append(List<Commit> commits, Deck after);

    /** What became of an append. */
    enum Appending {
        DONE,
        /** The deck is at another version than the one before the first commit; nothing was appended. */
        VERSION_TAKEN,
        /** The owner has a deck at this path; nothing was appended. */
        PATH_TAKEN
    }
}
