package dev.engram.review.adapter.mongo;

import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.runtime.catalogue.Catalogue;
import dev.engram.projections.catalogue.CatalogueCard;
import dev.engram.projections.catalogue.CatalogueDeck;
import dev.engram.projections.Position;
import dev.engram.review.application.CardCatalogue;
import dev.engram.review.application.Decks;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/** The catalogue projection. */
public final class MongoDecks implements Decks, CardCatalogue {
    private final Catalogue catalogue;

    public MongoDecks(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public Set<CardId> heldOf(Set<CardId> cards) {
        return catalogue.known(cards);
    }

    @Override
    public boolean holds(DeckId deck) {
        return !catalogue.decks(Set.of(deck)).isEmpty();
    }

    @Override
    public List<CatalogueDeck> ownedByOrAmong(LearnerId owner, Set<DeckId> others) {
        var decks = new LinkedHashMap<DeckId, CatalogueDeck>();
        catalogue.decksOwnedBy(owner).forEach(deck -> decks.put(deck.deckId(), deck));
        catalogue.decks(others).forEach(deck -> decks.put(deck.deckId(), deck));
        return List.copyOf(decks.values());
    }

    @Override
    public List<CatalogueCard> liveCards(Set<DeckId> decks) {
        return catalogue.liveCards(decks);
    }

    @Override
    public boolean awaits(Position after, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        for (var one : after.decks().entrySet()) {
            var left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            if (!catalogue.await(one.getKey(), one.getValue(), left)) {
                return false;
            }
        }
        return true;
    }
}
