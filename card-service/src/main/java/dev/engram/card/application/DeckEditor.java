package dev.engram.card.application;

import dev.engram.card.domain.CardEdit;
import dev.engram.card.domain.Commit;
import dev.engram.card.domain.Deck;
import dev.engram.card.domain.DeckChange;
import dev.engram.card.domain.DeckPath;
import dev.engram.card.domain.EditDecision;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerId;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;

/** Makes decks, and adds, revises and retires cards, one at a time, on a version that the editor has seen. */
@Singleton
public final class DeckEditor {

    private final CommitStore store;
    private final InstantSource clock;

    /** What became of an edit. */
    public sealed interface Result {
        /** The deck is at {@code version} and as wanted, whether this call or an earlier one made it so. */
        record Done(CardId cardId, long version) implements Result {}

        record Refused(EditDecision.Rejected why) implements Result {}
    }

    public DeckEditor(CommitStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** @param seenVersion the deck's version that the editor has seen; at another one the edit is refused */
    public Result edit(DeckId deckId, long seenVersion, CardEdit edit) {
        var deck = store.find(deckId);
        if (deck.isEmpty()) {
            return new Result.Refused(new EditDecision.NoSuchDeck());
        }
        return switch (EditDecision.decide(deck.get(), seenVersion, edit)) {
            case EditDecision.Change(var change) -> commit(deck.get(), change, edit);
            case EditDecision.Unchanged _ -> new Result.Done(edit.cardId(), seenVersion);
            case EditDecision.Rejected why -> new Result.Refused(why);
        };
    }

    private Result commit(Deck deck, DeckChange change, CardEdit edit) {
        var commits = Commit.of(deck.id(), deck.version(), List.of(change), edit.by(), clock.instant());
        var after = deck.after(commits.getFirst().events());
        return switch (store.append(commits, after)) {
            case DONE -> new Result.Done(edit.cardId(), after.version());
            // a deck keeps its path, so the only other refusal is a version written meanwhile
            case VERSION_TAKEN, PATH_TAKEN ->
                new Result.Refused(store.find(deck.id())
                        .<EditDecision.Rejected>map(now -> new EditDecision.OtherVersion(now.version()))
                        .orElseGet(EditDecision.NoSuchDeck::new));
        };
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
            case DONE -> new Creation.Created(deck);
            // another request was faster; decks are never deleted
            case PATH_TAKEN, VERSION_TAKEN ->
                new Creation.Exists(store.find(owner, path).orElseThrow());
        };
    }
}
