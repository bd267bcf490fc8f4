package dev.engram.card.application;

import dev.engram.card.domain.CardEdit;
import dev.engram.card.domain.Commit;
import dev.engram.card.domain.Deck;
import dev.engram.card.domain.DeckChange;
import dev.engram.card.domain.EditDecision;
import dev.engram.card.domain.EditRules;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import java.time.InstantSource;
import java.util.List;

/** Adds, revises and retires cards, one at a time, on a version that the editor has seen. */
public final class CardEditor {

    private final CommitStore store;
    private final Runnable afterCommit;
    private final InstantSource clock;

    /** What became of an edit. */
    public sealed interface Result {
        /** The deck is at {@code version} and as wanted, whether this call or an earlier one made it so. */
        record Done(CardId cardId, long version) implements Result {}

        record NoSuchDeck() implements Result {}

        record Refused(EditDecision.Rejected why) implements Result {}
    }

    /** @param afterCommit must not block or throw */
    public CardEditor(CommitStore store, Runnable afterCommit, InstantSource clock) {
        this.store = store;
        this.afterCommit = afterCommit;
        this.clock = clock;
    }

    /** @param seenVersion the deck's version that the editor has seen; at another one the edit is refused */
    public Result edit(DeckId deckId, long seenVersion, CardEdit edit) {
        var deck = store.find(deckId);
        if (deck.isEmpty()) {
            return new Result.NoSuchDeck();
        }
        return switch (EditRules.decide(deck.get(), seenVersion, edit)) {
            case EditDecision.Change(var change) -> commit(deck.get(), change, edit);
            case EditDecision.Unchanged _ -> new Result.Done(edit.cardId(), seenVersion);
            case EditDecision.Rejected why -> new Result.Refused(why);
        };
    }

    private Result commit(Deck deck, DeckChange change, CardEdit edit) {
        var commits = Commit.of(deck.id(), deck.version(), List.of(change), edit.by(), clock.instant());
        var after = deck.after(commits.getFirst().events());
        return switch (store.append(commits, after)) {
            case DONE -> {
                afterCommit.run();
                yield new Result.Done(edit.cardId(), after.version());
            }
            // a deck keeps its path, so the only other refusal is a version written meanwhile
            case VERSION_TAKEN, PATH_TAKEN ->
                store.find(deck.id())
                        .<Result>map(now -> new Result.Refused(new EditDecision.OtherVersion(now.version())))
                        .orElseGet(Result.NoSuchDeck::new);
        };
    }
}
