package dev.engram.review.application;

import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.projections.catalogue.CatalogueCard;
import dev.engram.projections.catalogue.CatalogueDeck;
import dev.engram.projections.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Decks and cards in lists; away when told. */
final class ListedDecks implements Decks, CardCatalogue {
    private final List<CatalogueDeck> decks = new ArrayList<>();
    private final List<CatalogueCard> cards = new ArrayList<>();
    private boolean away;

    void add(CatalogueDeck deck, List<CatalogueCard> withCards) {
        decks.add(deck);
        cards.addAll(withCards);
    }

    void goAway() {
        away = true;
    }

    @Override
    public Set<CardId> heldOf(Set<CardId> wanted) {
        requireThere();
        return cards.stream()
                .map(CatalogueCard::cardId)
                .filter(wanted::contains)
                .collect(Collectors.toSet());
    }

    @Override
    public boolean holds(DeckId deck) {
        requireThere();
        return decks.stream().anyMatch(held -> held.deckId().equals(deck));
    }

    @Override
    public List<CatalogueDeck> ownedByOrAmong(LearnerId owner, Set<DeckId> others) {
        requireThere();
        return decks.stream()
                .filter(deck -> deck.owner().equals(owner) || others.contains(deck.deckId()))
                .toList();
    }

    @Override
    public List<CatalogueCard> liveCards(Set<DeckId> wanted) {
        requireThere();
        return cards.stream()
                .filter(card -> wanted.contains(card.deckId()) && !card.retired())
                .toList();
    }

    @Override
    public boolean awaits(Position after, Duration atMost) {
        requireThere();
        return after.decks().entrySet().stream()
                .allMatch(wanted -> decks.stream()
                        .anyMatch(
                                deck -> deck.deckId().equals(wanted.getKey()) && deck.version() >= wanted.getValue()));
    }

    private void requireThere() {
        if (away) {
            throw new IllegalStateException("away");
        }
    }
}
