package dev.engram.review.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.CardId;
import dev.engram.events.Ids;
import dev.engram.events.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CardNumbersTest {
    private static LiveCards deck(List<CardId> cards) {
        var builder = new LiveCards.Builder();
        builder.add(cards);
        return builder.build();
    }

    private static List<CardId> cards(int count) {
        return Stream.generate(() -> new CardId(Ids.v7())).limit(count).toList();
    }

    @Test
    void shouldNumberDeckByDeckAndFindEveryCardAgain() {
        // given
        var decks = List.of(cards(0), cards(3), cards(0), cards(0), cards(5_000), cards(1), cards(0));
        // when
        var numbers = new CardNumbers(decks.stream().map(CardNumbersTest::deck).toList());
        // then
        var all = decks.stream().flatMap(List::stream).toList();
        assertThat(numbers.size()).isEqualTo(all.size());
        for (int number = 0; number < all.size(); number++) {
            assertThat(numbers.card(number)).isEqualTo(all.get(number));
            assertThat(numbers.of(all.get(number))).isEqualTo(number);
        }
        assertThat(cards(1_000))
                .allSatisfy(other -> assertThat(numbers.of(other)).isEqualTo(-1));
        assertThat(new CardNumbers(List.of()).of(all.getFirst())).isEqualTo(-1);
    }

    @Test
    void shouldKnowWhichCardsLieInATag() {
        // given: the tags of the third cannot be read
        var cards = new ArrayList<>(cards(3));
        var tags = Map.of(
                cards.get(0), List.of(new Tag("ML::Attention"), new Tag("x")), cards.get(1), List.of(new Tag("MLP")));
        // when
        var deck = deck(cards).withTags(tags);
        // then
        assertThat(deck.hasTags()).isTrue();
        assertThat(deck.within(new Tag("ml")).stream()).containsExactly(0);
        assertThat(deck.within(new Tag("mlp")).stream()).containsExactly(1);
        assertThat(deck.within(new Tag("attention")).stream()).isEmpty();
    }
}
