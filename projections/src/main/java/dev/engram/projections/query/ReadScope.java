package dev.engram.projections.query;

import dev.engram.events.LearnerId;
import dev.engram.projections.catalogue.CatalogueDeck;
import java.util.List;

/** The projections at one moment. Used by one thread, inside {@link ProjectionQueries#within} only. */
public record ReadScope(LearnerCardQueries learners, CatalogueQueries catalogue) {

    /** The decks of the catalogue that a learner studies. A deck joined before the catalogue holds it is not among them. */
    public List<CatalogueDeck> memberDecks(LearnerId learner) {
        var context = learners.context(learner);
        return catalogue.decks(learner, context.memberships().keySet()).stream()
                .filter(deck -> context.isMember(deck.deckId(), deck.owner().equals(learner)))
                .toList();
    }
}
