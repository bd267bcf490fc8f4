package dev.engram.events;

/** The learner studies the cards of a deck. */
public record DeckJoined(Stamp stamp, DeckId deckId) implements LearnerEvent {

    public DeckJoined {
        FieldCheck.present(stamp, "stamp");
        FieldCheck.present(deckId, "deckId");
    }
}
