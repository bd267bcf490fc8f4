package dev.engram.review.application;

import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.kit.deck.DeckDirectory;
import dev.engram.kit.deck.VisibleDecks;
import dev.engram.kit.retry.CircuitBreaker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Knows what a test names; unavailable when a test says so. */
final class StubDirectory implements CardDirectory, DeckDirectory {
    private final Set<CardId> cards = new HashSet<>();
    private final Set<DeckId> decks = new HashSet<>();
    private final Map<DeckId, String> codes = new HashMap<>();
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
    public Set<DeckId> visible(Set<DeckId> asked, String token) {
        requireThere();
        var visible = new HashSet<>(asked);
        visible.retainAll(decks);
        return visible;
    }

    @Override
    public boolean useCode(DeckId deck, String code, String token) {
        requireThere();
        boolean opens = code.equals(codes.get(deck));
        if (opens) {
            decks.add(deck);
        }
        return opens;
    }

    /** A deck that is seen by who has the code. */
    void opens(DeckId deck, String code) {
        codes.put(deck, code);
    }

    void forgets(DeckId deck) {
        decks.remove(deck);
    }

    /** The decks that the caller may see, asked of this directory. */
    VisibleDecks visible(InstantSource clock, Duration pause) {
        return new VisibleDecks(this, new CircuitBreaker("cards", clock, pause), clock);
    }

    private void requireThere() {
        questions++;
        if (away) {
            throw new IllegalStateException("away");
        }
    }
}
