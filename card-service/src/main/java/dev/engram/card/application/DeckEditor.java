package dev.engram.card.application;

import dev.engram.card.application.CommitStore.Cause;
import dev.engram.card.domain.CardEdit;
import dev.engram.card.domain.CardKey;
import dev.engram.card.domain.CardOutline;
import dev.engram.card.domain.Commit;
import dev.engram.card.domain.DeckChange;
import dev.engram.card.domain.DeckHeader;
import dev.engram.card.domain.DeckLimits;
import dev.engram.card.domain.DeckOutline;
import dev.engram.card.domain.DeckPath;
import dev.engram.card.domain.EditDecision;
import dev.engram.card.domain.EditView;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerId;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes decks, and adds, revises, retires and restores cards, one at a time, on a version that the editor has seen. */
@Singleton
public final class DeckEditor {

    private final CommitStore store;
    private final DeckLimits limits;
    private final InstantSource clock;

    /** What became of an edit. */
    public sealed interface Result {
        /** The deck is at {@code version} and as wanted, whether this call or an earlier one made it so. */
        record Done(CardId cardId, long version) implements Result {}

        record Refused(EditDecision.Rejected why) implements Result {}
    }

    public DeckEditor(CommitStore store, DeckLimits limits, InstantSource clock) {
        this.store = store;
        this.limits = limits;
        this.clock = clock;
    }

    /** @param seenVersion the deck's version that the editor has seen; at another one the edit is refused */
    public Result edit(DeckId deckId, long seenVersion, CardEdit edit) {
        var view = store.view(deckId, edit.cardId(), key(edit));
        if (view.isEmpty()) {
            return new Result.Refused(new EditDecision.NoSuchDeck());
        }
        return switch (EditDecision.decide(view.get(), seenVersion, edit)) {
            case EditDecision.Change(var change) -> commit(view.get(), change, edit);
            case EditDecision.Unchanged _ -> new Result.Done(edit.cardId(), seenVersion);
            case EditDecision.Rejected why -> new Result.Refused(why);
        };
    }

    /** What the card is to ask; null for what it asks already. */
    private static @Nullable CardKey key(CardEdit edit) {
        return switch (edit) {
            case CardEdit.Add add -> CardKey.of(add.content().question());
            case CardEdit.Revise revise -> CardKey.of(revise.content().question());
            case CardEdit.Retire _, CardEdit.Restore _ -> null;
        };
    }

    private Result commit(EditView view, DeckChange change, CardEdit edit) {
        var deck = view.deck();
        var card = view.card();
        var commits = Commit.of(deck.id(), deck.version(), List.of(change), edit.by(), clock.instant());
        var touched = card == null ? Map.<CardId, CardOutline>of() : Map.of(card.id(), card.outline());
        var after = new DeckOutline(deck, touched)
                .after(commits.getFirst().events())
                .header();
        if (!limits.allow(deck.cards(), deck.bytes(), after.cards(), after.bytes())) {
            return new Result.Refused(new EditDecision.Full());
        }
        return switch (store.append(deck.version(), commits, after, new Cause.Edit())) {
            case DONE -> new Result.Done(edit.cardId(), after.version());
            // a deck keeps its path, so the only other refusal is a version written meanwhile
            case VERSION_TAKEN, PATH_TAKEN ->
                new Result.Refused(store.header(deck.id())
                        .<EditDecision.Rejected>map(now -> new EditDecision.OtherVersion(now.version()))
                        .orElseGet(EditDecision.NoSuchDeck::new));
        };
    }

    /** Result of a creation. */
    public sealed interface Creation {

        record Created(DeckHeader deck) implements Creation {}

        /** The owner has this deck at the path. */
        record Exists(DeckHeader deck) implements Creation {}

        /** The owner has as many decks as an owner can have. */
        record TooMany() implements Creation {}
    }

    public Creation create(LearnerId owner, DeckPath path) {
        var known = store.header(owner, path);
        if (known.isPresent()) {
            return new Creation.Exists(known.get());
        }
        if (store.decksOf(owner, limits.decksPerOwner()) >= limits.decksPerOwner()) {
            return new Creation.TooMany();
        }
        var deckId = new DeckId(Ids.v7());
        var change = new DeckChange.Created(owner, path, path.title());
        var commits = Commit.of(deckId, 0, List.of(change), owner, clock.instant());
        var deck = DeckOutline.of(commits.getFirst().events()).header();
        return switch (store.append(0, commits, deck, new Cause.Edit())) {
            case DONE -> new Creation.Created(deck);
            // another request was faster; decks are never deleted
            case PATH_TAKEN, VERSION_TAKEN ->
                new Creation.Exists(store.header(owner, path).orElseThrow());
        };
    }
}
