package dev.engram.card.adapter.http;

import dev.engram.card.adapter.mongo.DeckSharing;
import dev.engram.card.domain.DeckRole;
import dev.engram.events.DeckId;
import dev.engram.kit.auth.Caller;
import dev.engram.kit.problem.Fields;
import dev.engram.kit.problem.ProblemException;
import jakarta.inject.Singleton;

/** Lets only the owner of a deck go on. */
@Singleton
final class DeckOwner {

    private final DeckSharing sharing;
    private final Caller caller;

    DeckOwner(DeckSharing sharing, Caller caller) {
        this.sharing = sharing;
        this.caller = caller;
    }

    /** @throws ProblemException 404 where the caller may not see the deck, 403 where somebody else owns it */
    DeckId require(String deckId) {
        var id = new DeckId(Fields.uuid("deckId", deckId));
        var role = sharing.role(caller.learnerId(), id).orElseThrow(() -> DeckResponses.noDeck(id));
        if (role != DeckRole.OWNER) {
            throw DeckResponses.notOwner();
        }
        return id;
    }
}
