package dev.engram.card.application;

import dev.engram.card.application.CommitStore.Appending;
import dev.engram.card.domain.CardEdit;
import dev.engram.card.domain.Commit;
import dev.engram.card.domain.Deck;
import dev.engram.card.domain.DeckChange;
import dev.engram.card.domain.EditDecision;
import dev.engram.card.domain.EditRules;
import dev.engram.events.DeckId;
import java.time.InstantSource;
import java.util.List;

/** Adds, revises and retires cards, one at a time, on a version that the editor has seen. */
public final class CardEditor {

    private final CommitStore store;
    private final Runnable afterCommit;
    private final InstantSource clock;

    /** @param afterCommit must not block or throw */
    public CardEditor(CommitStore store, Runnable afterCommit, InstantSource clock) {
        this.store = store;
        this.afterCommit = afterCommit;
        this.clock = clock;
    }

    /** @param seenVersion the deck's version that the editor has seen; at another one the edit is refused */
    public EditResult edit(DeckId deckId, long seenVersion, CardEdit edit) {
        var deck = store.find(deckId);
        if (deck.isEmpty()) {
            return new EditResult.NoSuchDeck();
        }
        var decision = EditRules.decide(deck.get(), seenVersion, edit);
        return switch (decision) {
            case EditDecision.Change(var change) -> commit(deck.get(), change, edit);
            case EditDecision.Unchanged _ -> new EditResult.Done(deckId, edit.cardId(), seenVersion);
            case EditDecision.NotOwner _,
                    EditDecision.OtherVersion _,
                    EditDecision.NoSuchCard _,
                    EditDecision.Retired _,
                    EditDecision.QuestionTaken _,
                    EditDecision.Full _ -> new EditResult.Refused(decision);
        };
    }

    private EditResult commit(Deck deck, DeckChange change, CardEdit edit) {
        var commits = Commit.of(deck.id(), deck.version(), List.of(change), edit.by(), clock.instant());
        var after = deck.after(commits.getFirst().events());
        return switch (store.append(commits, after)) {
            case Appending.Done _ -> {
                afterCommit.run();
                yield new EditResult.Done(deck.id(), edit.cardId(), after.version());
            }
            // a deck keeps its path, so the only other refusal is a version written meanwhile
            case Appending.VersionTaken _, Appending.PathTaken _ ->
                store.find(deck.id())
                        .<EditResult>map(now -> new EditResult.Refused(new EditDecision.OtherVersion(now.version())))
                        .orElseGet(EditResult.NoSuchDeck::new);
        };
    }
}
