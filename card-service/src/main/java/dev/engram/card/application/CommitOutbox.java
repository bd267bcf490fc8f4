package dev.engram.card.application;

import dev.engram.events.DeckId;
import dev.engram.events.codec.EncodedEvent;
import java.util.List;
import java.util.Optional;

/** Commits that have still to be published. Several relays may use it at once. */
public interface CommitOutbox {

    /** Decks with commits to be published, at most {@code limit}. */
    List<DeckId> waiting(int limit);

    /**
     * The next commits of a deck: consecutive versions, the first following one that is marked as published. Empty if
     * there is none, or while another relay is at work and what follows is not certain.
     */
    List<Outgoing> next(DeckId deckId);

    /** The commit that made this version of the deck, marked as published or not. */
    Optional<Outgoing> commit(DeckId deckId, long version);

    /** Marks a commit as published: the log has acknowledged all its events. */
    void published(DeckId deckId, long version);

    /** @param events in their order within the commit, the same at every call */
    record Outgoing(DeckId deckId, long version, List<EncodedEvent> events) {

        public Outgoing {
            events = List.copyOf(events);
        }
    }
}
