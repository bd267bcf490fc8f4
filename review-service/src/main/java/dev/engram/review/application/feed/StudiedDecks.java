package dev.engram.review.application.feed;

import static java.util.stream.Collectors.toSet;

import dev.engram.events.DeckId;
import dev.engram.events.DeckJoined;
import dev.engram.kit.auth.CallerToken;
import dev.engram.kit.deck.VisibleDecks;
import dev.engram.projections.catalogue.CatalogueDeck;
import dev.engram.projections.query.ReadScope;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The decks of a learner.
 *
 * @param visible those that the learner studies and may see, by id
 * @param hidden those that the learner joined and may not see now
 * @param watched both, and those joined that are not held yet
 */
record StudiedDecks(List<CatalogueDeck> visible, Set<DeckId> hidden, Set<DeckId> watched) {

    static StudiedDecks of(ReadScope scope, VisibleDecks rights, CallerToken caller) {
        var visible = rights.studied(scope, caller).stream()
                .sorted(Comparator.comparing(deck -> deck.deckId().value()))
                .toList();
        var seen = visible.stream().map(CatalogueDeck::deckId).collect(toSet());
        var hidden = new HashSet<DeckId>();
        var watched = new HashSet<>(seen);
        scope.learners().context(caller.learnerId()).memberships().forEach((deck, event) -> {
            if (event instanceof DeckJoined) {
                watched.add(deck);
                if (!seen.contains(deck)) {
                    hidden.add(deck);
                }
            }
        });
        return new StudiedDecks(visible, hidden, watched);
    }

    /** Tells sets of hidden decks apart. */
    long digest() {
        return hidden.stream()
                .mapToLong(deck -> deck.value().getMostSignificantBits() * 31
                        + deck.value().getLeastSignificantBits())
                .sum();
    }
}
