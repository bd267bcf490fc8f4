package dev.engram.card.application;

import dev.engram.card.domain.plan.UndoPlan.Before;
import dev.engram.events.CardAdded;
import dev.engram.events.CardContent;
import dev.engram.events.CardId;
import dev.engram.events.CardRetired;
import dev.engram.events.CardRevised;
import dev.engram.events.DeckCreated;
import dev.engram.events.DeckEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the cards that an import touched, as they were before it, in the history of the deck, read backwards from the import. */
final class CardsBefore {

    /** A deck that is edited by hand forty times a day for three years has fewer; bounds how long an undo reads. */
    static final int MOST_VERSIONS = 50_000;

    private final long from;
    private final Set<CardId> added = new HashSet<>();
    private final Set<CardId> open = new HashSet<>();
    private final Set<CardId> retired = new HashSet<>();
    private final Map<CardId, Before> before = new HashMap<>();
    private boolean whole;
    private int versions;

    /** @param from version of the deck before the import */
    CardsBefore(long from) {
        this.from = from;
    }

    /** @param events of the version before those that were read. @return whether that before it is needed */
    boolean read(List<DeckEvent> events) {
        long version = events.getFirst().stamp().version();
        for (var event : events.reversed()) {
            switch (event) {
                case DeckCreated _ -> {}
                case CardAdded card when version > from -> added.add(card.cardId());
                case CardRevised card when version > from -> open.add(card.cardId());
                case CardRetired card when version > from -> open.add(card.cardId());
                case CardAdded card -> settle(card.cardId(), card.content());
                case CardRevised card -> settle(card.cardId(), card.content());
                case CardRetired card -> retired.add(card.cardId());
            }
        }
        if (version == from + 1) {
            whole = true;
            open.removeAll(added);
        }
        return ++versions < MOST_VERSIONS && (version > from || !open.isEmpty());
    }

    private void settle(CardId card, CardContent content) {
        if (open.remove(card)) {
            before.put(card, new Before(content, retired.contains(card)));
        }
    }

    /** Whether the whole import was read, and every card of it that was there before was found. */
    boolean isComplete() {
        return whole && open.isEmpty();
    }

    Map<CardId, Before> cards() {
        var cards = new HashMap<>(before);
        added.forEach(card -> cards.put(card, new Before(null, true)));
        return cards;
    }
}
