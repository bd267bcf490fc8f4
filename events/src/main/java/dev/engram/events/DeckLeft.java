package dev.engram.events;

/** The learner no longer studies the cards of a deck; reviews of them stay. */
public record DeckLeft(Stamp stamp, DeckId deckId) implements LearnerEvent {

    public DeckLeft {
        Check.present(stamp, "stamp");
        Check.present(deckId, "deckId");
    }
}
