package dev.engram.events;

/** The learner studies the cards of a deck. */
public record DeckJoined(Stamp stamp, DeckId deckId) implements LearnerEvent {

    public DeckJoined {
        Check.present(stamp, "stamp");
        Check.present(deckId, "deckId");
    }
}
