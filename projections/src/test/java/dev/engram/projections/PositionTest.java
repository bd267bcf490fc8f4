package dev.engram.projections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.engram.events.DeckId;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {
    private static final DeckId DECK = new DeckId(UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057"));

    @Test
    void shouldReadWhatItWrote() {
        // given
        var position = Position.reviews(4, 1207).and(Position.reviews(11, 0)).and(Position.deck(DECK, 3));
        // when
        var token = position.toString();
        // then
        assertThat(token).isEqualTo("reviews-4@1207,reviews-11@0,deck-01890a5d-ac96-774b-bcce-b302099a8057@3");
        assertThat(Position.parse(token)).isEqualTo(position);
    }

    @Test
    void shouldAskForTheLaterOfTwoOfAKind() {
        var joined = Position.parse("reviews-4@10,reviews-4@7,deck-" + DECK + "@2,deck-" + DECK + "@9");
        assertThat(joined.reviews()).containsEntry(4, 10L).hasSize(1);
        assertThat(joined.decks()).containsEntry(DECK, 9L).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "latest",
                "reviews-4",
                "reviews-4@",
                "reviews-4@-1",
                "reviews-12@1",
                "reviews-04@1",
                "reviews-4@99999999999999999999",
                "reviews-4@1,",
                "reviews-4@1;reviews-5@1",
                "deck-01890a5d@1",
                "deck-------------------------------------@1",
                "deck-01890a5d-ac96-774b-bcce-b302099a8057@0",
                " reviews-4@1"
            })
    void shouldRefuseAnyOtherForm(String text) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Position.parse(text))
                .withMessage("must be a position that a write answered, several joined with commas");
    }
}
