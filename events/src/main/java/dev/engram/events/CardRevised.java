package dev.engram.events;

/**
 * The content of a card changed, or a retired card is studied again, with the same content or another.
 *
 * @param revision number of its content, {@code >= 2}
 * @param content the whole new content
 */
public record CardRevised(CommitStamp stamp, CardId cardId, int revision, CardContent content) implements DeckEvent {

    public CardRevised {
        FieldCheck.present(stamp, "stamp");
        FieldCheck.present(cardId, "cardId");
        FieldCheck.that(revision >= 2, "revision must be at least 2, was %d", revision);
        FieldCheck.present(content, "content");
    }
}
