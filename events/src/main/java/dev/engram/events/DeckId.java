package dev.engram.events;

import java.util.UUID;

/** A deck of cards. */
public record DeckId(UUID value) implements Comparable<DeckId> {

    public DeckId {
        FieldCheck.present(value, "deckId");
    }

    /** @throws IllegalArgumentException if {@code text} is not a UUID in its 36-character form */
    public static DeckId parse(String text) {
        return new DeckId(Ids.parse(text, "deckId"));
    }

    @Override
    public int compareTo(DeckId other) {
        return Ids.compare(value, other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
