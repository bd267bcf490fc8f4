package dev.engram.events;

/** The learner no longer studies the cards of a deck; reviews of them stay. */
public record DeckLeft(Stamp stamp, DeckId deckId) implements LearnerEvent {

    public DeckLeft {
        FieldCheck.present(stamp, "stamp");
        FieldCheck.present(deckId, "deckId");
    }
}
