package dev.engram.review.application;

import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.projections.catalogue.CatalogueCard;
import dev.engram.projections.catalogue.CatalogueDeck;
import dev.engram.projections.Position;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Decks and their cards, as far as the catalogue projection has come. Throws if the store is away. */
public interface Decks {

    /** The decks that {@code owner} owns, and those of {@code others} that have been heard of; each once. */
    List<CatalogueDeck> ownedByOrAmong(LearnerId owner, Set<DeckId> others);

    /** The cards of some decks that are not retired, in no particular order. */
    List<CatalogueCard> liveCards(Set<DeckId> decks);

    /** Waits until the deck versions of {@code after} have been passed. False if they have not within {@code atMost}. */
    boolean awaits(Position after, Duration atMost);
}
