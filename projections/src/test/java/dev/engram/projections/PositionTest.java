package dev.engram.projections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.engram.events.DeckId;
import dev.engram.projections.Position.LogPartition;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {
    private static final String TOPIC = "pXVyL7NARu-6ZkW7dNWzYQ";
    private static final DeckId DECK = new DeckId(UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057"));

    @Test
    void shouldReadWhatItWrote() {
        // given
        var position = Position.reviews(TOPIC, 4, 1207)
                .and(Position.reviews(TOPIC, 11, 0))
                .and(Position.deck(DECK, 3));
        // when
        var token = position.toString();
        // then
        assertThat(token)
                .isEqualTo("reviews-4@1207.%1$s,reviews-11@0.%1$s,deck-01890a5d-ac96-774b-bcce-b302099a8057@3"
                        .formatted(TOPIC));
        assertThat(Position.parse(token)).isEqualTo(position);
    }

    @Test
    void shouldAskForTheLaterOfTwoOfAKind() {
        var joined = Position.parse(
                "reviews-4@10.%1$s,reviews-4@7.%1$s,deck-".formatted(TOPIC) + DECK + "@2,deck-" + DECK + "@9");
        assertThat(joined.reviews())
                .containsEntry(new LogPartition(4, TOPIC), 10L)
                .hasSize(1);
        assertThat(joined.decks()).containsEntry(DECK, 9L).hasSize(1);
    }

    @Test
    void shouldAskForBothWhereALogWasReplacedByAnother() {
        // given a topic that was created again, whose offsets begin anew
        var before = Position.reviews(TOPIC, 4, 1207);
        var after = Position.reviews("another", 4, 2);
        // when, then
        assertThat(Position.parse(before + "," + after).reviews()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "latest",
                "reviews-4",
                "reviews-4@",
                "reviews-4@-1",
                "reviews-4@1",
                "reviews-4@1.",
                "reviews-4@1.a b",
                "reviews-12@1.a",
                "reviews-04@1.a",
                "reviews-4@99999999999999999999.a",
                "reviews-4@1.a,",
                "reviews-4@1.a;reviews-5@1.a",
                "deck-01890a5d@1",
                "deck-------------------------------------@1",
                "deck-01890a5d-ac96-774b-bcce-b302099a8057@0",
                " reviews-4@1.a"
            })
    void shouldRefuseAnyOtherForm(String text) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Position.parse(text))
                .withMessage("must be a position that a write answered, several joined with commas");
    }
}
