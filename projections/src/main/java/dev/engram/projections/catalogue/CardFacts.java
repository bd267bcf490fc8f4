package dev.engram.projections.catalogue;

import dev.engram.events.CardAdded;
import dev.engram.events.CardContent;
import dev.engram.events.CardRetired;
import dev.engram.events.CardRevised;
import dev.engram.events.CommitStamp;
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
 * @param retired whether the latest event of all retired it; a card that is revised afterwards is studied again
 * @param version of the latest event; 0 before the first
 * @param index of that event within its version
 */
public record CardFacts(
        @Nullable DeckId deckId,
        @Nullable Integer ordinal,
        int revision,
        @Nullable CardContent content,
        boolean retired,
        long version,
        int index) {

    /** Before any event. */
    public static final CardFacts NONE = new CardFacts(null, null, 0, null, false, 0, 0);

    CardFacts apply(DeckEvent event) {
        return switch (event) {
            case DeckCreated _ -> this;
            case CardAdded added -> said(added.ordinal(), added.revision(), added.content(), added.stamp());
            case CardRevised revised -> said(ordinal, revised.revision(), revised.content(), revised.stamp());
            case CardRetired gone -> at(gone.stamp(), true);
        };
    }

    private CardFacts said(@Nullable Integer place, int number, CardContent words, CommitStamp stamp) {
        boolean newer = number > revision;
        return new CardFacts(deckId, place, newer ? number : revision, newer ? words : content, retired, version, index)
                .at(stamp, false);
    }

    private CardFacts at(CommitStamp stamp, boolean retires) {
        boolean later = stamp.version() > version || stamp.version() == version && stamp.index() >= index;
        return later
                ? new CardFacts(stamp.deckId(), ordinal, revision, content, retires, stamp.version(), stamp.index())
                : new CardFacts(stamp.deckId(), ordinal, revision, content, retired, version, index);
    }
}
