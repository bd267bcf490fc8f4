package dev.engram.review.application;

import dev.engram.projections.catalogue.CatalogueCard;
import dev.engram.projections.catalogue.CatalogueDeck;
import java.util.List;

class ListedDecksTest extends DecksConformance {
    private final ListedDecks decks = new ListedDecks();

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
        decks.add(deck, cards);
    }
}
