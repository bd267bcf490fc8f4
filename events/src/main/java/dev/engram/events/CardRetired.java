package dev.engram.events;

/** A card is no longer studied, until it is revised; its reviews stay. */
public record CardRetired(CommitStamp stamp, CardId cardId) implements DeckEvent {

    public CardRetired {
        FieldCheck.present(stamp, "stamp");
        FieldCheck.present(cardId, "cardId");
    }
}
