package dev.engram.card.application;

import dev.engram.card.domain.Commit;
import dev.engram.card.domain.Deck;
import dev.engram.card.domain.DeckChange;
import dev.engram.card.domain.DeckPath;
import dev.engram.events.DeckId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerId;
import java.time.InstantSource;
import java.util.List;

/** Makes decks without cards. */
public final class DeckCreator {

    private final CommitStore store;
    private final Runnable afterCommit;
    private final InstantSource clock;

    /** @param afterCommit must not block or throw */
    public DeckCreator(CommitStore store, Runnable afterCommit, InstantSource clock) {
        this.store = store;
        this.afterCommit = afterCommit;
        this.clock = clock;
    }

    /** Result of a creation. */
    public sealed interface Creation {

        record Created(Deck deck) implements Creation {}

        /** The owner has this deck at the path. */
        record Exists(Deck deck) implements Creation {}
    }

    public Creation create(LearnerId owner, DeckPath path) {
        var known = store.find(owner, path);
        if (known.isPresent()) {
            return new Creation.Exists(known.get());
        }
        var deckId = new DeckId(Ids.v7());
        var change = new DeckChange.Created(owner, path, path.title());
        var commits = Commit.of(deckId, 0, List.of(change), owner, clock.instant());
        var deck = Deck.of(commits.getFirst().events());
        return switch (store.append(commits, deck)) {
            case DONE -> {
                afterCommit.run();
                yield new Creation.Created(deck);
            }
            // another request was faster; decks are never deleted
            case PATH_TAKEN, VERSION_TAKEN ->
                new Creation.Exists(store.find(owner, path).orElseThrow());
        };
    }
}
