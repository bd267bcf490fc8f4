package dev.engram.review.application;

import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import java.util.HashSet;
import java.util.Set;

/** Knows what a test names; unavailable when a test says so. */
final class StubDirectory implements CardDirectory {
    private final Set<CardId> cards = new HashSet<>();
    private final Set<DeckId> decks = new HashSet<>();
    private boolean away;
    private int questions;

    void knows(CardId card) {
        cards.add(card);
    }

    void knows(DeckId deck) {
        decks.add(deck);
    }

    void goAway() {
        away = true;
    }

    int questions() {
        return questions;
    }

    @Override
    public Set<CardId> unknownOf(Set<CardId> asked, String token) {
        requireThere();
        var unknown = new HashSet<>(asked);
        unknown.removeAll(cards);
        return unknown;
    }

    @Override
    public boolean hasDeck(DeckId deck, String token) {
        requireThere();
        return decks.contains(deck);
    }

    private void requireThere() {
        questions++;
        if (away) {
            throw new IllegalStateException("away");
        }
    }
}
