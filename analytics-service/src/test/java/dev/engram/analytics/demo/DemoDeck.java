package dev.engram.analytics.demo;

import dev.engram.events.CardAdded;
import dev.engram.events.CardContent;
import dev.engram.events.CardId;
import dev.engram.events.CardRetired;
import dev.engram.events.CommitStamp;
import dev.engram.events.DeckCreated;
import dev.engram.events.DeckEvent;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The deck of the demo as events of an owner: version 1 holds all 13 cards. */
public record DemoDeck(DeckId deckId, LearnerId owner) {

    private static final Instant MADE = Instant.parse("2026-09-06T12:00:00Z");

    /** A card of the deck at a position, from 1; each deck has cards of its own. */
    public CardId card(int position) {
        return new CardId(new UUID(
                deckId.value().getMostSignificantBits(),
                Demo.card(position).value().getLeastSignificantBits()));
    }

    public List<DeckEvent> created() {
        var cards = Golden.tables().getFirst().cards();
        var events = new ArrayList<DeckEvent>();
        int size = cards.size() + 1;
        events.add(new DeckCreated(stamp(1, 0, size), owner, List.of("ML", deckId.toString()), "ML"));
        for (int i = 1; i < size; i++) {
            var content = new CardContent("Question " + i + "?", null, cards.get(Demo.card(i)), null, null);
            events.add(new CardAdded(stamp(1, i, size), card(i), 1, i - 1, content));
        }
        return events;
    }

    public DeckEvent retired(long version, int position) {
        return new CardRetired(stamp(version, 0, 1), card(position));
    }

    private CommitStamp stamp(long version, int index, int size) {
        return new CommitStamp(deckId, version, index, size, owner, MADE);
    }
}
