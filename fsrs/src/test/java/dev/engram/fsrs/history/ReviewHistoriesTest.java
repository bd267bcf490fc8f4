package dev.engram.fsrs.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReviewHistoriesTest {
    @Test
    void shouldNameCardReviewFieldValueAndBoundsOfWhatItRefuses() {
        refused(0, 1, 5, "card 1, review 1: rating must be in [1, 4], was 0");
        refused(5, 1, 5, "card 1, review 1: rating must be in [1, 4], was 5");
        refused(3, -1, 5, "card 1, review 1: elapsed days must be at least 0, was -1");
        refused(3, 1, 3, "card 1, review 1: time must be at least 4, that of the review before, was 3");
        assertThatThrownBy(() -> ReviewHistories.builder().review(3, 0, 0)).isInstanceOf(IllegalStateException.class);
    }

    private static void refused(int rating, int elapsedDays, long time, String message) {
        var builder = ReviewHistories.builder().card().review(3, 0, 9).card().review(3, 0, 4);
        assertThatThrownBy(() -> builder.review(rating, elapsedDays, time))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void shouldTakeTheFirstElapsedTimeOfACardForNothing() {
        var histories = ReviewHistories.builder()
                .card()
                .review(3, 40, 0)
                .review(3, 2, 2)
                .build();
        assertThat(histories.elapsedDays(0)).isZero();
        assertThat(ReviewItems.of(histories).size()).isEqualTo(1);
    }

    @Test
    void shouldOrderItemsByTimeThenCardThenReview() {
        // given: times far apart, negative and equal
        var histories = ReviewHistories.builder()
                .card()
                .review(3, 0, Long.MIN_VALUE)
                .review(3, 1, 7)
                .review(1, 1, 7)
                .card()
                .review(2, 0, -5)
                .review(3, 0, -4) // same day: read, never predicted
                .review(3, 1, -3)
                .review(3, 9, Long.MAX_VALUE)
                .card()
                .card()
                .review(4, 0, 7)
                .review(4, 3, 7)
                .build();
        // when
        var items = ReviewItems.of(histories);
        // then
        assertThat(IntStream.range(0, items.size()).map(items::review).toArray())
                .containsExactly(5, 1, 2, 8, 6);
        assertThat(IntStream.range(0, items.size()).map(items::card).toArray()).containsExactly(1, 0, 0, 3, 1);
        assertThat(items.recalled(2)).isFalse();
    }

    @Test
    void shouldCutHistoriesAfterTheLastOfTheFirstItems() {
        // given
        var items = ReviewItems.of(GeneratedHistories.of(3000, 5));
        // when
        var part = ReviewItems.of(items.historiesOfFirst(1000));
        // then
        assertThat(part.size()).isEqualTo(1000);
        assertThat(part.histories().cards()).isEqualTo(items.histories().cards());
        for (int i = 0; i < 1000; i++) {
            assertThat(part.card(i)).isEqualTo(items.card(i));
            assertThat(part.histories().time(part.review(i)))
                    .isEqualTo(items.histories().time(items.review(i)));
        }
    }
}
