package dev.engram.analytics.adapter.mongo;

import dev.engram.analytics.application.Decks;
import dev.engram.analytics.application.DecksConformance;
import dev.engram.events.CardId;
import dev.engram.events.DeckEvent;
import dev.engram.events.codec.DeckEvents;
import dev.engram.events.topic.Topics;
import dev.engram.projections.catalogue.CardFacts;
import dev.engram.runtime.catalogue.Catalogue;
import dev.engram.runtime.catalogue.CatalogueMapping;
import dev.engram.projections.catalogue.CatalogueProjection;
import dev.engram.projections.catalogue.DeckProgress;
import dev.engram.projections.Position;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class CatalogueDecksTest extends DecksConformance {

    private static RunningProjection<DeckEvent, CardId, CardFacts, DeckProgress> running;
    private static Decks decks;

    @BeforeAll
    static void start() throws InterruptedException {
        running = RunningProjection.start(
                new CatalogueProjection(), new CatalogueMapping(), DeckEvents.codec(), Topics.CARDS);
        decks = new CatalogueDecks(Catalogue.of(running.database(), running.topic(), running.progress()));
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Override
    protected Decks decks() {
        return decks;
    }

    @Override
    protected Position append(List<? extends DeckEvent> events) {
        running.append(events);
        var last = events.getLast().stamp();
        return Position.deck(last.deckId(), last.version());
    }
}
