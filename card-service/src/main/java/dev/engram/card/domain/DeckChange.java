package dev.engram.card.domain;

import dev.engram.events.CardAdded;
import dev.engram.events.CardContent;
import dev.engram.events.CardId;
import dev.engram.events.CardRetired;
import dev.engram.events.CardRevised;
import dev.engram.events.CommitStamp;
import dev.engram.events.DeckCreated;
import dev.engram.events.DeckEvent;
import dev.engram.events.LearnerId;

/** A decided change that has no place in the deck's history yet. */
public sealed interface DeckChange {

    record Created(LearnerId owner, DeckPath path, String title) implements DeckChange {}

    record Added(CardId cardId, int ordinal, CardContent content) implements DeckChange {}

    record Revised(CardId cardId, int revision, CardContent content) implements DeckChange {}

    record Retired(CardId cardId) implements DeckChange {}

    /** The change as the event at this place. */
    default DeckEvent at(CommitStamp stamp) {
        return switch (this) {
            case Created created ->
                new DeckCreated(stamp, created.owner(), created.path().segments(), created.title());
            case Added added -> new CardAdded(stamp, added.cardId(), 1, added.ordinal(), added.content());
            case Revised revised -> new CardRevised(stamp, revised.cardId(), revised.revision(), revised.content());
            case Retired retired -> new CardRetired(stamp, retired.cardId());
        };
    }

    /** Whether it counts towards the cards of a commit. */
    default boolean concernsCard() {
        return !(this instanceof Created);
    }
}
