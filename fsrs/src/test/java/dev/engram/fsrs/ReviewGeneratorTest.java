package dev.engram.fsrs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReviewGeneratorTest {
    @Test
    void shouldDrawThePublishedNumbers() {
        // given
        var generator = ReviewGenerator.seeded(2023);
        // when
        var draws = LongStream.generate(() -> Integer.toUnsignedLong(generator.next()))
                .limit(5)
                .toArray();
        // then
        assertThat(draws).containsExactly(1487584115L, 2166194330L, 3680356959L, 3835432897L, 2965690096L);
    }

    @ParameterizedTest
    @CsvSource({"10000, 948, 27892, 586909", "100000, 9508, 278572, 5798043"})
    void shouldMakeThePublishedTotals(int reviews, int cards, long ratings, long elapsedDays) {
        // when
        var made = ReviewGenerator.cards(reviews, 2023);
        // then
        var all = made.stream().flatMap(List::stream).toList();
        assertThat(made).hasSize(cards);
        assertThat(all.stream().mapToLong(ReviewGenerator.Review::rating).sum()).isEqualTo(ratings);
        assertThat(all.stream().mapToLong(ReviewGenerator.Review::elapsedDays).sum())
                .isEqualTo(elapsedDays);
    }
}
