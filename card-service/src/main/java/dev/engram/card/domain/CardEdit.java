package dev.engram.card.domain;

import dev.engram.events.CardContent;
import dev.engram.events.CardId;
import dev.engram.events.LearnerId;

/** A requested change of a card. */
public sealed interface CardEdit {

    /** Who wants it. */
    LearnerId by();

    /** The card it is about. */
    CardId cardId();

    /** @param cardId new */
    record Add(LearnerId by, CardId cardId, CardContent content) implements CardEdit {}

    /** @param content the whole new content */
    record Revise(LearnerId by, CardId cardId, CardContent content) implements CardEdit {}

    record Retire(LearnerId by, CardId cardId) implements CardEdit {}

    /** Study a retired card again, with the content it had. */
    record Restore(LearnerId by, CardId cardId) implements CardEdit {}
}
