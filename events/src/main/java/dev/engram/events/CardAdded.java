package dev.engram.events;

/**
 * A card joined a deck.
 *
 * @param revision number of its content, 1
 * @param ordinal its place in the deck, {@code >= 0}; new cards are offered in this order
 */
public record CardAdded(CommitStamp stamp, CardId cardId, int revision, int ordinal, CardContent content)
        implements DeckEvent {

    public CardAdded {
        FieldCheck.present(stamp, "stamp");
        FieldCheck.present(cardId, "cardId");
        FieldCheck.that(revision == 1, "revision of a new card must be 1, was %d", revision);
        FieldCheck.that(ordinal >= 0, "ordinal must be at least 0, was %d", ordinal);
        FieldCheck.present(content, "content");
    }
}
