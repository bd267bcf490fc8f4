package dev.engram.events;

import java.util.UUID;

/** A card. It never changes its deck. */
public record CardId(UUID value) implements Comparable<CardId> {

    public CardId {
        FieldCheck.present(value, "cardId");
    }

    /** @throws IllegalArgumentException if {@code text} is not a UUID in its 36-character form */
    public static CardId parse(String text) {
        return new CardId(Ids.parse(text, "cardId"));
    }

    @Override
    public int compareTo(CardId other) {
        return Ids.compare(value, other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
