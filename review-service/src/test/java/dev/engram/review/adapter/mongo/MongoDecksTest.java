package dev.engram.review.adapter.mongo;

import dev.engram.events.CardAdded;
import dev.engram.events.CardId;
import dev.engram.events.CardRetired;
import dev.engram.events.CommitStamp;
import dev.engram.events.DeckCreated;
import dev.engram.events.DeckEvent;
import dev.engram.events.codec.DeckEvents;
import dev.engram.events.topic.Topics;
import dev.engram.projections.catalogue.CardFacts;
import dev.engram.runtime.catalogue.Catalogue;
import dev.engram.projections.catalogue.CatalogueCard;
import dev.engram.projections.catalogue.CatalogueDeck;
import dev.engram.runtime.catalogue.CatalogueMapping;
import dev.engram.projections.catalogue.CatalogueProjection;
import dev.engram.projections.catalogue.DeckProgress;
import dev.engram.review.application.CardCatalogue;
import dev.engram.review.application.Decks;
import dev.engram.review.application.DecksConformance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class MongoDecksTest extends DecksConformance {
    private static RealProjections<DeckEvent, CardId, CardFacts, DeckProgress> real;
    private static MongoDecks decks;

    @BeforeAll
    static void start() {
        real = new RealProjections<>(
                new CatalogueProjection(), new CatalogueMapping(), DeckEvents.codec()::decode, Topics.CARDS);
        decks = new MongoDecks(
                Catalogue.of(real.database(), real.topic(), real.runner().progress()));
    }

    @AfterAll
    static void stop() {
        real.close();
    }

    @Override
    protected Decks decks() {
        return decks;
    }

    @Override
    protected CardCatalogue catalogue() {
        return decks;
    }

    @Override
    protected void publish(CatalogueDeck deck, List<CatalogueCard> cards) {
        var events = new ArrayList<DeckEvent>();
        events.add(new DeckCreated(stamp(deck, 1, 0, 1), deck.owner(), deck.path(), deck.title()));
        for (int i = 0; i < cards.size(); i++) {
            var card = cards.get(i);
            events.add(new CardAdded(
                    stamp(deck, 2, i, cards.size()), card.cardId(), card.revision(), card.ordinal(), card.content()));
        }
        var gone = cards.stream().filter(CatalogueCard::retired).toList();
        for (int i = 0; i < gone.size(); i++) {
            events.add(
                    new CardRetired(stamp(deck, 3, i, gone.size()), gone.get(i).cardId()));
        }
        real.log()
                .append(
                        real.topic(),
                        events.stream().map(DeckEvents.codec()::encode).toList());
    }

    private static CommitStamp stamp(CatalogueDeck deck, long version, int index, int size) {
        return new CommitStamp(
                deck.deckId(), version, index, size, deck.owner(), Instant.parse("2026-01-01T00:00:00Z"));
    }
}
