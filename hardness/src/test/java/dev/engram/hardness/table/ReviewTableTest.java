package dev.engram.hardness.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReviewTableTest {
    @Test
    void shouldCountCopiesOnce() {
        // given
        var builder = ReviewTable.builder().add(review("a", 1, 3.0, 3, null)).add(review("a", 2, 4.0, 3, null));
        // when
        var table = builder.add(review("a", 1, 3.0, 3, null)).build();
        // then
        assertThat(table.size()).isEqualTo(2);
        assertThat(table.duplicates).isEqualTo(1);
    }

    @Test
    void shouldTakeTheEventForTheIdentityWhereItIsKnown() {
        // given the same place in the history, but two events
        var table = ReviewTable.builder()
                .add(review("a", 1, 3.0, 3, "e1"))
                .add(review("a", 1, 3.0, 3, "e2"))
                .add(review("a", 1, 3.0, 3, "e1"))
                .build();
        // then
        assertThat(table.size()).isEqualTo(2);
        assertThat(table.duplicates).isEqualTo(1);
    }

    @Test
    void shouldRefuseACopyThatDiffers() {
        var builder = ReviewTable.builder().add(review("a", 1, 3.0, 3, null)).add(review("b", 1, 3.0, 3, "e1"));
        assertThatThrownBy(() -> builder.add(review("a", 1, 3.0, 1, null)))
                .isInstanceOf(InvalidReviewException.class)
                .hasMessage(
                        "row 3, review_index: review 1 of learner a on card c was delivered before with other values");
        assertThatThrownBy(() -> builder.add(review("b", 2, 3.0, 3, "e1")))
                .hasMessage("row 4, event_id: event e1 was delivered before with other values");
    }

    @ParameterizedTest
    @CsvSource({
        "elapsed_days, -1, 3, 1, 0",
        "elapsed_days, Infinity, 3, 1, 0",
        "rating, 1, 0, 1, 0",
        "rating, 1, 5, 1, 0",
        "review_index, 1, 3, -1, 0",
        "prior_lapses, 1, 3, 1, -1",
        "prior_lapses, 1, 3, 1, 65536"
    })
    void shouldNameTheFieldThatBreaksItsRule(String field, double elapsed, int rating, int index, int lapses) {
        var review =
                new Review("a", "c", index, elapsed, Review.UNKNOWN, rating, 0, lapses, ReviewKind.REVIEW, false, null);
        assertThatThrownBy(() -> ReviewTable.builder().add(review))
                .isInstanceOf(InvalidReviewException.class)
                .hasMessageStartingWith("row 1, " + field + ": ");
    }

    @Test
    void shouldHoldManyEventsAndFindEveryCopy() {
        // given more than the first sizes of all columns
        var builder = ReviewTable.builder(List.of("client"));
        for (int pass = 0; pass < 2; pass++) {
            for (int i = 0; i < 20_000; i++) {
                var review = new Review(
                        "l" + i % 97,
                        "c" + i % 89,
                        i / 8_633,
                        1 + i,
                        2,
                        3,
                        0,
                        0,
                        ReviewKind.REVIEW,
                        false,
                        "event-" + i);
                builder.add(review, i % 2 == 0 ? "web" : "phone");
            }
        }
        // when
        var table = builder.build();
        // then
        assertThat(table.size()).isEqualTo(20_000);
        assertThat(table.duplicates).isEqualTo(20_000);
        assertThat(table.learners()).isEqualTo(97);
        assertThat(table.cards()).isEqualTo(89);
    }

    private static Review review(String learner, int index, double elapsed, int rating, @Nullable String event) {
        return new Review(learner, "c", index, elapsed, 2, rating, 0, 0, ReviewKind.REVIEW, false, event);
    }
}
