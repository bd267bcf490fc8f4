package dev.engram.card.domain;

import dev.engram.events.CardContent;
import dev.engram.events.CardId;
import dev.engram.events.LearnerId;
import org.jspecify.annotations.Nullable;

/** What a deck answers to an edit, and the rules: who may edit it when, and what comes of it. */
public sealed interface EditDecision {

    /** The deck is to change. */
    record Change(DeckChange change) implements EditDecision {}

    /** It is so already. */
    record Unchanged() implements EditDecision {}

    /** The deck stays as it is, for a reason. */
    sealed interface Rejected extends EditDecision {}

    /** Only its owner and its editors change a deck. */
    record NotEditor() implements Rejected {}

    /** The deck is not at the version that the editor has seen. */
    record OtherVersion(long current) implements Rejected {}

    record NoSuchDeck() implements Rejected {}

    record NoSuchCard() implements Rejected {}

    /** A retired card is not revised; it may be restored. */
    record Retired() implements Rejected {}

    /** @param by the card that asks the same */
    record QuestionTaken(CardId by) implements Rejected {}

    /** The deck would have more cards or bytes than a deck can have. */
    record Full() implements Rejected {}

    /** @param seenVersion the deck's version that the editor has seen */
    static EditDecision decide(EditView view, long seenVersion, CardEdit edit) {
        var refused = refused(view.deck().access(), edit.by());
        if (refused != null) {
            return refused;
        }
        if (view.deck().version() != seenVersion) {
            return new OtherVersion(view.deck().version());
        }
        var card = view.card();
        return switch (edit) {
            case CardEdit.Add add ->
                unlessTaken(view, new DeckChange.Added(add.cardId(), view.deck().cards(), add.content()));
            case CardEdit.Revise revise -> card == null ? new NoSuchCard() : revise(view, card, revise.content());
            case CardEdit.Retire _ -> card == null ? new NoSuchCard() : retire(card);
            case CardEdit.Restore _ -> card == null ? new NoSuchCard() : restore(view, card);
        };
    }

    /** Why {@code person} may not change the deck; null for its owner and editors. Others are not told of a deck that they may not see. */
    static @Nullable Rejected refused(DeckAccess access, LearnerId person) {
        return switch (access.roleOf(person)) {
            case null -> new NoSuchDeck();
            case VIEWER -> new NotEditor();
            case EDITOR, OWNER -> null;
        };
    }

    private static EditDecision retire(Card card) {
        return card.retired() ? new Unchanged() : new Change(new DeckChange.Retired(card.id()));
    }

    private static EditDecision restore(EditView view, Card card) {
        return card.retired() ? unlessTaken(view, revision(card, card.content())) : new Unchanged();
    }

    private static EditDecision revise(EditView view, Card card, CardContent content) {
        if (card.retired()) {
            return new Retired();
        }
        return card.content().equals(content) ? new Unchanged() : unlessTaken(view, revision(card, content));
    }

    private static DeckChange revision(Card card, CardContent content) {
        return new DeckChange.Revised(card.id(), card.revision() + 1, content);
    }

    private static EditDecision unlessTaken(EditView view, DeckChange change) {
        var other = view.sameQuestion();
        return other == null ? new Change(change) : new QuestionTaken(other);
    }
}
