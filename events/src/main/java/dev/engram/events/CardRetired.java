package dev.engram.events;

/** A card is no longer studied; its reviews stay. */
public record CardRetired(CommitStamp stamp, CardId cardId) implements DeckEvent {

    public CardRetired {
        FieldCheck.present(stamp, "stamp");
        FieldCheck.present(cardId, "cardId");
    }
}
