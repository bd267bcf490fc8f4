package dev.engram.card.domain;

import dev.engram.events.CardId;

/** What a deck answers to an edit. */
public sealed interface EditDecision {

    /** The deck is to change. */
    record Change(DeckChange change) implements EditDecision {}

    /** It is so already. */
    record Unchanged() implements EditDecision {}

    /** The deck stays as it is, for a reason. */
    sealed interface Rejected extends EditDecision {}

    /** Only its owner edits a deck. */
    record NotOwner() implements Rejected {}

    /** The deck is not at the version that the editor has seen. */
    record OtherVersion(long current) implements Rejected {}

    record NoSuchCard() implements Rejected {}

    /** A retired card is not revised. */
    record Retired() implements Rejected {}

    /** @param by the card that asks the same */
    record QuestionTaken(CardId by) implements Rejected {}

    /** The deck has as many cards as a deck can have. */
    record Full() implements Rejected {}
}
