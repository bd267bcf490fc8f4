package dev.engram.card.domain.plan;

import static dev.engram.card.Decks.asking;
import static dev.engram.card.Decks.card;
import static dev.engram.card.Decks.changed;
import static dev.engram.card.Decks.events;
import static dev.engram.card.Decks.full;
import static dev.engram.card.Decks.made;
import static dev.engram.card.Decks.outline;
import static dev.engram.card.Decks.someone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.card.DeckFold;
import dev.engram.card.domain.CardOrigin;
import dev.engram.card.domain.CardOutline;
import dev.engram.card.domain.Deck;
import dev.engram.card.domain.DeckChange;
import dev.engram.card.domain.DeckHeader;
import dev.engram.card.domain.DeckOutline;
import dev.engram.card.domain.DeckPath;
import dev.engram.card.domain.ImportMark;
import dev.engram.card.domain.plan.UndoPlan.Before;
import dev.engram.events.CardId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UndoPlanTest {

    private final Deck deck =
            DeckFold.of(events(made(someone(), new DeckPath(List.of("D")), List.of(asking("One?"), asking("Two?")))));
    private final CardId one = List.copyOf(deck.cards().keySet()).getFirst();
    private final CardId added = card();
    private final Deck imported =
            after(deck, new DeckChange.Revised(one, 2, full("Uno?")), new DeckChange.Added(added, 2, asking("Three?")));
    private final Map<CardId, Before> before =
            Map.of(one, new Before(asking("One?"), false), added, new Before(null, true));

    @Test
    void shouldGiveBackWhatWasThereAndRetireWhatWasAdded() {
        // when
        var plan = UndoPlan.of(marked(imported), before);
        // then
        assertThat(plan.changes())
                .containsExactlyInAnyOrder(
                        new DeckChange.Revised(one, 3, asking("One?")), new DeckChange.Retired(added));
        assertThat(plan.editedSince()).isEmpty();
        assertThat(plan.taken()).isEmpty();
        assertThat(plan.revisions()).isEqualTo(1);
        assertThat(plan.retirements()).isEqualTo(1);
    }

    @Test
    void shouldRetireAgainACardThatTheImportRestored() {
        // given
        var was = Map.of(one, new Before(asking("One?"), true));
        // then
        assertThat(UndoPlan.of(marked(imported), was).changes())
                .containsExactly(new DeckChange.Revised(one, 3, asking("One?")), new DeckChange.Retired(one));
    }

    @Test
    void shouldNameCardsThatWereEditedSince() {
        // given
        var edited = after(imported, new DeckChange.Revised(one, 3, asking("Eins?")));
        // then
        assertThat(UndoPlan.of(marked(edited), before).editedSince()).containsExactly(one);
    }

    @Test
    void shouldNameQuestionsThatAnotherCardAsksMeanwhile() {
        // given
        var taken = after(imported, new DeckChange.Added(card(), 3, asking("One?")));
        // then
        assertThat(UndoPlan.of(marked(taken), before).taken()).containsExactly(one);
    }

    @Test
    void shouldFinishAnUndoThatWasCutOff() {
        // given
        var half = after(imported, new DeckChange.Revised(one, 3, asking("One?")));
        // when
        var plan = UndoPlan.of(marked(half), before);
        // then
        assertThat(plan.editedSince()).isEmpty();
        assertThat(plan.changes()).containsExactly(new DeckChange.Retired(added));
    }

    @Test
    void shouldFinishAnUndoThatWasCutOffBetweenTheTwoChangesOfACard() {
        // given
        var was = Map.of(one, new Before(asking("One?"), true));
        var half = after(imported, new DeckChange.Revised(one, 3, asking("One?")));
        // when
        var plan = UndoPlan.of(marked(half), was);
        // then
        assertThat(plan.editedSince()).isEmpty();
        assertThat(plan.changes()).containsExactly(new DeckChange.Retired(one));
    }

    private static Deck after(Deck deck, DeckChange... changes) {
        return DeckFold.after(deck, events(changed(deck, changes)));
    }

    /** Version 2 was an import. */
    private static DeckOutline marked(Deck deck) {
        var outline = outline(deck);
        var header = outline.header();
        var cards = new HashMap<CardId, CardOutline>();
        outline.cards().forEach((id, card) -> cards.put(id, card.withOrigin(CardOrigin.FILE)));
        return new DeckOutline(
                new DeckHeader(
                        header.id(),
                        header.access(),
                        header.path(),
                        header.title(),
                        header.version(),
                        header.cards(),
                        header.liveCards(),
                        header.bytes(),
                        new ImportMark(1, 2, 0, false, false)),
                cards);
    }
}
