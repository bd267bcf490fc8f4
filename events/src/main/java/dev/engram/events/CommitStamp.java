package dev.engram.events;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The place of an event in the history of its deck.
 *
 * @param version the deck's version that the event belongs to, from 1, without gaps
 * @param index the event's place within the version, from 0
 * @param size number of events of the version, so that a reader knows when it has the whole
 * @param author pseudonym of who changed the deck
 */
public record CommitStamp(DeckId deckId, long version, int index, int size, LearnerId author, Instant at) {

    public CommitStamp {
        FieldCheck.present(deckId, "deckId");
        FieldCheck.that(version >= 1, "version must be at least 1, was %d", version);
        FieldCheck.that(size >= 1, "size must be at least 1, was %d", size);
        FieldCheck.that(index >= 0 && index < size, "index must lie in 0 to %d, was %d", size - 1, index);
        FieldCheck.present(author, "author");
        at = FieldCheck.present(at, "at").truncatedTo(ChronoUnit.MILLIS);
    }

    /** Whether the version is complete with this event. */
    public boolean last() {
        return index == size - 1;
    }
}
