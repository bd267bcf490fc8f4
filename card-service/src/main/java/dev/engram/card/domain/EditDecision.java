package dev.engram.card.domain;

import dev.engram.events.CardContent;
import dev.engram.events.CardId;
import java.util.Optional;

/** What a deck answers to an edit, and the rules: who may edit it when, and what comes of it. */
public sealed interface EditDecision {

    /** The deck is to change. */
    record Change(DeckChange change) implements EditDecision {}

    /** It is so already. */
    record Unchanged() implements EditDecision {}

    /** The deck stays as it is, for a reason. */
    sealed interface Rejected extends EditDecision {}

    /** Only its owner edits a deck. */
    record NotOwner() implements Rejected {}

    /** The deck is not at the version that the editor has seen. */
    record OtherVersion(long current) implements Rejected {}

    record NoSuchDeck() implements Rejected {}

    record NoSuchCard() implements Rejected {}

    /** A retired card is not revised. */
    record Retired() implements Rejected {}

    /** @param by the card that asks the same */
    record QuestionTaken(CardId by) implements Rejected {}

    /** The deck has as many cards as a deck can have. */
    record Full() implements Rejected {}

    /** @param seenVersion the deck's version that the editor has seen */
    static EditDecision decide(Deck deck, long seenVersion, CardEdit edit) {
        if (!deck.owner().equals(edit.by())) {
            return new NotOwner();
        }
        if (deck.version() != seenVersion) {
            return new OtherVersion(deck.version());
        }
        return switch (edit) {
            case CardEdit.Add add -> add(deck, add);
            case CardEdit.Revise revise ->
                deck.card(revise.cardId())
                        .map(card -> revise(deck, card, revise.content()))
                        .orElseGet(NoSuchCard::new);
            case CardEdit.Retire retire ->
                deck.card(retire.cardId()).map(EditDecision::retire).orElseGet(NoSuchCard::new);
        };
    }

    private static EditDecision add(Deck deck, CardEdit.Add add) {
        if (deck.cards().size() >= Deck.MAX_CARDS) {
            return new Full();
        }
        return otherWithQuestion(deck, add.content(), add.cardId())
                .orElseGet(() -> new Change(new DeckChange.Added(add.cardId(), deck.nextOrdinal(), add.content())));
    }

    private static EditDecision revise(Deck deck, Card card, CardContent content) {
        if (card.retired()) {
            return new Retired();
        }
        if (card.content().equals(content)) {
            return new Unchanged();
        }
        return otherWithQuestion(deck, content, card.id())
                .orElseGet(() -> new Change(new DeckChange.Revised(card.id(), card.revision() + 1, content)));
    }

    private static EditDecision retire(Card card) {
        return card.retired() ? new Unchanged() : new Change(new DeckChange.Retired(card.id()));
    }

    /** Another live card that asks the same. */
    private static Optional<EditDecision> otherWithQuestion(Deck deck, CardContent content, CardId self) {
        var key = CardKey.of(content.question());
        return deck.cards().values().stream()
                .filter(card ->
                        !card.retired() && !card.id().equals(self) && card.key().equals(key))
                .findFirst()
                .map(card -> new QuestionTaken(card.id()));
    }
}
