package dev.engram.card.domain;

import static dev.engram.card.Decks.asking;
import static dev.engram.card.Decks.card;
import static dev.engram.card.Decks.changed;
import static dev.engram.card.Decks.events;
import static dev.engram.card.Decks.full;
import static dev.engram.card.Decks.header;
import static dev.engram.card.Decks.made;
import static dev.engram.card.Decks.someone;
import static dev.engram.card.Decks.view;
import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.card.DeckFold;
import dev.engram.events.CardId;
import dev.engram.events.LearnerId;
import java.util.List;
import org.junit.jupiter.api.Test;

class EditDecisionTest {

    private final LearnerId owner = someone();
    private final Deck deck =
            DeckFold.of(events(made(owner, new DeckPath(List.of("D")), List.of(asking("One?"), asking("Two?")))));
    private final CardId one = List.copyOf(deck.cards().keySet()).getFirst();
    private final CardId two = List.copyOf(deck.cards().keySet()).getLast();

    @Test
    void shouldAddACardAtTheEnd() {
        var id = card();
        assertThat(decide(new CardEdit.Add(owner, id, asking("Three?"))))
                .isEqualTo(new EditDecision.Change(new DeckChange.Added(id, 2, asking("Three?"))));
    }

    @Test
    void shouldNeverGiveAnOrdinalTwice() {
        // given
        var retired = DeckFold.after(deck, events(changed(deck, new DeckChange.Retired(two))));
        // then
        assertThat(DeckFold.liveCards(retired)).isEqualTo(1);
        assertThat(header(retired).cards()).isEqualTo(2);
    }

    @Test
    void shouldReviseToTheNextRevision() {
        assertThat(decide(new CardEdit.Revise(owner, one, full("One?"))))
                .isEqualTo(new EditDecision.Change(new DeckChange.Revised(one, 2, full("One?"))));
    }

    @Test
    void shouldNotChangeWhatIsSoAlready() {
        // given
        var retired = DeckFold.after(deck, events(changed(deck, new DeckChange.Retired(one))));
        // then
        assertThat(decide(new CardEdit.Revise(owner, one, asking("One?")))).isEqualTo(new EditDecision.Unchanged());
        assertThat(decide(retired, 2, new CardEdit.Retire(owner, one))).isEqualTo(new EditDecision.Unchanged());
    }

    @Test
    void shouldKeepARetiredCardAsItWasAndLetItsQuestionBeAskedAgain() {
        // given
        var retired = DeckFold.after(deck, events(changed(deck, new DeckChange.Retired(one))));
        // then
        assertThat(decide(retired, 2, new CardEdit.Revise(owner, one, full("One?"))))
                .isEqualTo(new EditDecision.Retired());
        assertThat(decide(retired, 2, new CardEdit.Add(owner, card(), asking("One?"))))
                .isInstanceOf(EditDecision.Change.class);
    }

    @Test
    void shouldRefuseAQuestionThatAnotherCardAsks() {
        assertThat(decide(new CardEdit.Add(owner, card(), asking(" One?"))))
                .isEqualTo(new EditDecision.QuestionTaken(one));
        assertThat(decide(new CardEdit.Revise(owner, two, asking("One?"))))
                .isEqualTo(new EditDecision.QuestionTaken(one));
    }

    @Test
    void shouldTellOthersNothingButThatTheyAreNotTheOwner() {
        assertThat(decide(deck, 99, new CardEdit.Retire(someone(), card()))).isEqualTo(new EditDecision.NoSuchDeck());
    }

    @Test
    void shouldTellTheVersionToAnEditorWhoHasSeenAnother() {
        assertThat(decide(deck, 2, new CardEdit.Retire(owner, one))).isEqualTo(new EditDecision.OtherVersion(1));
    }

    @Test
    void shouldRestoreARetiredCardWithItsContent() {
        // given
        var retired = DeckFold.after(deck, events(changed(deck, new DeckChange.Retired(one))));
        // then
        assertThat(decide(retired, 2, new CardEdit.Restore(owner, one)))
                .isEqualTo(new EditDecision.Change(new DeckChange.Revised(one, 2, asking("One?"))));
        assertThat(decide(new CardEdit.Restore(owner, one))).isEqualTo(new EditDecision.Unchanged());
        assertThat(decide(new CardEdit.Restore(owner, card()))).isEqualTo(new EditDecision.NoSuchCard());
    }

    @Test
    void shouldNotRestoreACardWhoseQuestionAnotherCardAsksMeanwhile() {
        // given
        var id = card();
        var asked = DeckFold.after(
                deck, events(changed(deck, new DeckChange.Retired(one), new DeckChange.Added(id, 2, asking("One?")))));
        // then
        assertThat(decide(asked, 2, new CardEdit.Restore(owner, one))).isEqualTo(new EditDecision.QuestionTaken(id));
    }

    private EditDecision decide(CardEdit edit) {
        return decide(deck, deck.version(), edit);
    }

    private static EditDecision decide(Deck deck, long seenVersion, CardEdit edit) {
        var key = switch (edit) {
            case CardEdit.Add add -> CardKey.of(add.content().question());
            case CardEdit.Revise revise -> CardKey.of(revise.content().question());
            case CardEdit.Retire _, CardEdit.Restore _ -> null;
        };
        return EditDecision.decide(view(deck, edit.cardId(), key), seenVersion, edit);
    }
}
