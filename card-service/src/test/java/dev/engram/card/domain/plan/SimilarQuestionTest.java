package dev.engram.card.domain.plan;

import static dev.engram.card.Decks.asking;
import static dev.engram.card.Decks.card;
import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.card.domain.Card;
import dev.engram.card.domain.text.DeckText.CardText;
import dev.engram.card.domain.text.FileText;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SimilarQuestionTest {

    @Test
    void shouldPairEachCardWithItsClosest() {
        // given
        var first = gone("What is the attention mechanism?");
        var second = gone("What is the attention mask?");
        var other = gone("Why do RNNs forget?");
        // when
        var similar = SimilarQuestion.among(
                List.of(
                        added(2, "What is the attention masks?"),
                        added(5, "What is an attention mechanism?"),
                        added(8, "Zebras?")),
                List.of(first, second, other));
        // then
        assertThat(similar).extracting(SimilarQuestion::line).containsExactlyInAnyOrder(2, 5);
        assertThat(similar).filteredOn(pair -> pair.line() == 2).singleElement().satisfies(pair -> {
            assertThat(pair.cardId()).isEqualTo(second.id());
            assertThat(pair.before()).isEqualTo("What is the attention mask?");
            assertThat(pair.similarity()).isBetween(0.9, 1.0);
        });
    }

    @Test
    void shouldCompareNoMoreThanTheFirstHundredOfEach() {
        // given
        var added = IntStream.range(0, 101)
                .mapToObj(i -> added(i + 1, i == 100 ? "What is attention?" : i + " unlike"))
                .toList();
        var gone = Stream.concat(IntStream.range(0, 100).mapToObj(i -> gone("QQQQ" + i)), Stream.of(gone("zzzz 5")))
                .toList();
        // then
        assertThat(SimilarQuestion.among(added, List.of(gone("What is attention?"))))
                .isEmpty();
        assertThat(SimilarQuestion.among(List.of(added(1, "zzzz 6")), gone)).isEmpty();
    }

    private static CardText added(int line, String question) {
        return new CardText(line, asking(question), FileText.of(question + "\nattention\n"));
    }

    private static Card gone(String question) {
        return new Card(card(), 0, 1, 1, asking(question), false);
    }
}
