package dev.engram.card.domain;

import static dev.engram.card.Decks.asking;
import static dev.engram.card.Decks.card;
import static dev.engram.card.Decks.changed;
import static dev.engram.card.Decks.events;
import static dev.engram.card.Decks.full;
import static dev.engram.card.Decks.made;
import static dev.engram.card.Decks.someone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.CardId;
import dev.engram.events.LearnerId;
import java.util.List;
import org.junit.jupiter.api.Test;

class EditDecisionTest {

    private final LearnerId owner = someone();
    private final Deck deck =
            Deck.of(events(made(owner, new DeckPath(List.of("D")), List.of(asking("One?"), asking("Two?")))));
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
        var retired = deck.after(events(changed(deck, new DeckChange.Retired(two))));
        // then
        assertThat(retired.liveCards()).isEqualTo(1);
        assertThat(retired.nextOrdinal()).isEqualTo(2);
    }

    @Test
    void shouldReviseToTheNextRevision() {
        assertThat(decide(new CardEdit.Revise(owner, one, full("One?"))))
                .isEqualTo(new EditDecision.Change(new DeckChange.Revised(one, 2, full("One?"))));
    }

    @Test
    void shouldNotChangeWhatIsSoAlready() {
        // given
        var retired = deck.after(events(changed(deck, new DeckChange.Retired(one))));
        // then
        assertThat(decide(new CardEdit.Revise(owner, one, asking("One?")))).isEqualTo(new EditDecision.Unchanged());
        assertThat(EditDecision.decide(retired, 2, new CardEdit.Retire(owner, one)))
                .isEqualTo(new EditDecision.Unchanged());
    }

    @Test
    void shouldKeepARetiredCardAsItWasAndLetItsQuestionBeAskedAgain() {
        // given
        var retired = deck.after(events(changed(deck, new DeckChange.Retired(one))));
        // then
        assertThat(EditDecision.decide(retired, 2, new CardEdit.Revise(owner, one, full("One?"))))
                .isEqualTo(new EditDecision.Retired());
        assertThat(EditDecision.decide(retired, 2, new CardEdit.Add(owner, card(), asking("One?"))))
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
        assertThat(EditDecision.decide(deck, 99, new CardEdit.Retire(someone(), card())))
                .isEqualTo(new EditDecision.NotOwner());
    }

    @Test
    void shouldTellTheVersionToAnEditorWhoHasSeenAnother() {
        assertThat(EditDecision.decide(deck, 2, new CardEdit.Retire(owner, one)))
                .isEqualTo(new EditDecision.OtherVersion(1));
    }

    private EditDecision decide(CardEdit edit) {
        return EditDecision.decide(deck, deck.version(), edit);
    }
}
