package dev.engram.card.domain;

import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A deck and its cards as they are now, the retired ones included.
 *
 * @param version number of its latest change, from 1
 */
public record Deck(DeckId id, LearnerId owner, DeckPath path, String title, long version, Map<CardId, Card> cards) {

    public Deck {
        cards = Collections.unmodifiableMap(new LinkedHashMap<>(cards));
    }
}
