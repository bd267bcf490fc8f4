package dev.engram.projections.catalogue;

import dev.engram.events.CardAdded;
import dev.engram.events.CardContent;
import dev.engram.events.CardRetired;
import dev.engram.events.CardRevised;
import dev.engram.events.DeckCreated;
import dev.engram.events.DeckEvent;
import dev.engram.events.DeckId;
import org.jspecify.annotations.Nullable;

/**
 * What the events of one card have said so far: the same for any order and number of copies.
 *
 * @param deckId absent before the first event
 * @param ordinal its place in the deck; absent before the card was added
 * @param revision number of the latest content; 0 before the first
 * @param content of that revision
 */
public record CardFacts(
        @Nullable DeckId deckId,
        @Nullable Integer ordinal,
        int revision,
        @Nullable CardContent content,
        boolean retired) {

    /** Before any event. */
    public static final CardFacts NONE = new CardFacts(null, null, 0, null, false);

    CardFacts apply(DeckEvent event) {
        return switch (event) {
            case DeckCreated _ -> this;
            case CardAdded added -> said(added.stamp().deckId(), added.ordinal(), added.revision(), added.content());
            case CardRevised revised -> said(revised.stamp().deckId(), ordinal, revised.revision(), revised.content());
            case CardRetired gone -> new CardFacts(gone.stamp().deckId(), ordinal, revision, content, true);
        };
    }

    private CardFacts said(DeckId deck, @Nullable Integer place, int number, CardContent words) {
        return number > revision
                ? new CardFacts(deck, place, number, words, retired)
                : new CardFacts(deck, place, revision, content, retired);
    }
}
