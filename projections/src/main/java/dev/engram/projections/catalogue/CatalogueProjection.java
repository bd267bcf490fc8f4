package dev.engram.projections.catalogue;

import dev.engram.events.CardAdded;
import dev.engram.events.CardId;
import dev.engram.events.CardRetired;
import dev.engram.events.CardRevised;
import dev.engram.events.DeckCreated;
import dev.engram.events.DeckEvent;
import dev.engram.projections.Projection;
import dev.engram.projections.UnappliedException;
import java.util.Set;

/**
 * Folds {@code engram.cards}: a document per card, a context per deck. Copies of an event, as a relay that was cut off
 * makes them, change nothing; an event after a gap in the versions of its deck is parked.
 */
public final class CatalogueProjection implements Projection<DeckEvent, CardId, CardFacts, DeckProgress> {

    /** The first part of the names of its collections. */
    public static final String NAME = "catalogue";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int foldVersion() {
        return 3; // documents say in which turn they were written
    }

    @Override
    public String contextKey(DeckEvent event) {
        return event.stamp().deckId().toString();
    }

    @Override
    public Set<CardId> keys(DeckEvent event) {
        return switch (event) {
            case DeckCreated _ -> Set.of();
            case CardAdded added -> Set.of(added.cardId());
            case CardRevised revised -> Set.of(revised.cardId());
            case CardRetired retired -> Set.of(retired.cardId());
        };
    }

    @Override
    public DeckProgress initialContext() {
        return DeckProgress.NONE;
    }

    @Override
    public DeckProgress applyContext(DeckProgress context, DeckEvent event) {
        UnappliedException.requireInRange(event.stamp().at(), "at");
        return context.apply(event);
    }

    @Override
    public boolean isObsolete(DeckProgress context, DeckEvent event) {
        return context.includes(event.stamp());
    }

    @Override
    public boolean rederives(DeckProgress before, DeckProgress after) {
        return false;
    }

    @Override
    public CardFacts initial(CardId key) {
        return CardFacts.NONE;
    }

    @Override
    public CardFacts apply(CardFacts state, DeckEvent event) {
        return state.apply(event);
    }

    @Override
    public CardFacts derive(CardFacts state, DeckProgress context) {
        return state;
    }

    @Override
    public CardFacts underived(CardFacts state) {
        return state;
    }
}
