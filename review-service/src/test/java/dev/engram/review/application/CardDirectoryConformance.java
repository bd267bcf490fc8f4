package dev.engram.review.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.Ids;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every way to ask the card service keeps to. */
public abstract class CardDirectoryConformance {
    private static final String TOKEN = "token";
    private static final String CODE = "7K2M-9QXD-04TB";

    private final CardId card = new CardId(Ids.v7());
    private final DeckId deck = new DeckId(Ids.v7());

    protected abstract CardDirectory directory();

    protected abstract void given(CardId card);

    /** A deck with a join code. */
    protected abstract void given(DeckId deck, String code);

    protected abstract void goAway();

    @Test
    void shouldNameExactlyTheCardsThatDoNotExist() {
        // given
        given(card);
        var unknown = new CardId(Ids.v7());

        // when, then
        assertThat(directory().unknownOf(Set.of(card, unknown), TOKEN)).containsExactly(unknown);
        assertThat(directory().unknownOf(Set.of(card), TOKEN)).isEmpty();
    }

    @Test
    void shouldTellWhetherACodeOpensADeck() {
        // given
        given(deck, CODE);

        // when, then
        assertThat(directory().useCode(deck, CODE, TOKEN)).isTrue();
        assertThat(directory().useCode(deck, "another", TOKEN)).isFalse();
        assertThat(directory().useCode(new DeckId(Ids.v7()), CODE, TOKEN)).isFalse();
    }

    @Test
    void shouldDenyNothingWhileNobodyAnswers() {
        // given
        given(card);

        // when
        goAway();

        // then
        assertThatThrownBy(() -> directory().unknownOf(Set.of(card), TOKEN)).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> directory().useCode(deck, CODE, TOKEN)).isInstanceOf(RuntimeException.class);
    }
}
