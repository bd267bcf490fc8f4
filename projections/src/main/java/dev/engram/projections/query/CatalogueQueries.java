package dev.engram.projections.query;

import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.events.Tag;
import dev.engram.projections.catalogue.CatalogueCard;
import dev.engram.projections.catalogue.CatalogueDeck;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Decks and cards as far as this service holds them; it may lag behind their owner. */
public interface CatalogueQueries {

    /** The decks of {@code owner}, and those of {@code others} that are held; each once, by id. */
    List<CatalogueDeck> decks(LearnerId owner, Set<DeckId> others);

    /** Whether a deck is held. */
    boolean holds(DeckId deck);

    /** Those of {@code cards} that are held, retired ones included. */
    Set<CardId> held(Set<CardId> cards);

    /** The cards of some decks that are not retired, by deck and ordinal. */
    List<CatalogueCard> liveCards(Set<DeckId> decks);

    /** The tags of the cards of some decks that are not retired, by card; without the rest of their content. */
    Map<CardId, List<Tag>> liveTags(Set<DeckId> decks);
}
