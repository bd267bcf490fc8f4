package dev.engram.analytics.application;

import dev.engram.events.DeckEvent;
import dev.engram.projections.Position;
import java.util.List;

class InMemoryDecksTest extends DecksConformance {

    private final InMemoryDecks decks = new InMemoryDecks();

    @Override
    protected Decks decks() {
        return decks;
    }

    @Override
    protected Position append(List<? extends DeckEvent> events) {
        return decks.append(events);
    }
}
