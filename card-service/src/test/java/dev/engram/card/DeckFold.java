package dev.engram.card;

import dev.engram.card.domain.Card;
import dev.engram.card.domain.Deck;
import dev.engram.card.domain.DeckPath;
import dev.engram.events.CardAdded;
import dev.engram.events.CardId;
import dev.engram.events.CardRetired;
import dev.engram.events.CardRevised;
import dev.engram.events.DeckCreated;
import dev.engram.events.DeckEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the events of a deck make of it, card by card: what the service stores is compared with this. */
public final class DeckFold {
    private DeckFold() {}

    /** The deck that its events, from the first on, have made. */
    public static Deck of(List<? extends DeckEvent> events) {
        var created = (DeckCreated) events.getFirst();
        var empty = new Deck(
                created.stamp().deckId(), created.owner(), new DeckPath(created.path()), created.title(), 1, Map.of());
        return after(empty, events);
    }

    /** The deck after {@code events}, which follow those that made it. */
    public static Deck after(Deck deck, List<? extends DeckEvent> events) {
        var cards = new LinkedHashMap<>(deck.cards());
        for (var event : events) {
            apply(event, event.stamp().version(), cards);
        }
        long version =
                events.isEmpty() ? deck.version() : events.getLast().stamp().version();
        return new Deck(deck.id(), deck.owner(), deck.path(), deck.title(), version, cards);
    }

    private static void apply(DeckEvent event, long version, Map<CardId, Card> cards) {
        switch (event) {
            case DeckCreated _ -> {}
            case CardAdded(var _, var id, int revision, int ordinal, var content) ->
                cards.put(id, new Card(id, ordinal, revision, version, content, false));
            case CardRevised(var _, var id, int revision, var content) -> {
                var card = known(id, cards.get(id));
                cards.put(id, new Card(id, card.ordinal(), revision, version, content, false));
            }
            case CardRetired(var _, var id) -> {
                var card = known(id, cards.get(id));
                cards.put(id, new Card(id, card.ordinal(), card.revision(), version, card.content(), true));
            }
        }
    }

    private static Card known(CardId id, @Nullable Card card) {
        return Objects.requireNonNull(card, () -> "the deck has no card " + id);
    }

    /** How many cards are studied. */
    public static int liveCards(Deck deck) {
        return (int)
                deck.cards().values().stream().filter(card -> !card.retired()).count();
    }
}
