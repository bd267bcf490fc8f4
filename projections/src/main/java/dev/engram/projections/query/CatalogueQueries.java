package dev.engram.projections.query;

import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.events.Tag;
import dev.engram.projections.catalogue.CatalogueDeck;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Decks and cards as far as this service holds them; it may lag behind their owner. */
public interface CatalogueQueries {

    /** The decks of {@code owner}, and those of {@code others} that are held; each once, by id. */
    List<CatalogueDeck> decks(LearnerId owner, Set<DeckId> others);

    /** Those of {@code cards} that are held, retired ones included, each with its deck. */
    Map<CardId, DeckId> held(Set<CardId> cards);

    /** How many cards of some decks are not retired; counted no further than {@code atMost}. */
    int countLive(Set<DeckId> decks, int atMost);

    /**
     * Hands the cards of a deck that are not retired to {@code chunks}, some hundreds at a time and in the order of the deck,
     * until that wants no more. Contents are not read.
     *
     * @param tag only those with this tag or one that lies in it; null: whatever their tags
     * @param chunks whether it wants more
     */
    void eachLive(DeckId deck, @Nullable Tag tag, Predicate<List<CardId>> chunks);

    /** Hands the tags of the cards of some decks that are not retired to {@code cards}, card by card, until that wants no more. */
    void eachTags(Set<DeckId> decks, BiPredicate<CardId, List<Tag>> cards);

    /** The tags of some cards, retired ones included; those that are not held or cannot be read are left out. Contents are not read. */
    Map<CardId, List<Tag>> tags(Set<CardId> cards);

    /** What some cards say, retired ones included; those that are not held or cannot be read are left out. */
    Map<CardId, HeldCard> contents(Collection<CardId> cards);
}
