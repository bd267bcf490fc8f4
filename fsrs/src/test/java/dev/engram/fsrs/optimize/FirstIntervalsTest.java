package dev.engram.fsrs.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.fsrs.history.ReviewHistories;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FirstIntervalsTest {
    @Test
    void shouldDropAboutATwentiethFromTheSmallestGroupsOn() {
        // given: first rating Good, 300 cards of 1 day, 50 of 2, 12 of 5, 5 of 9, 3 of 40
        var firsts = new FirstIntervals(cards(3, 1, 300, 2, 50, 5, 12, 9, 5, 40, 3));
        // then
        assertThat(firsts.kept(3).stream().map(FirstIntervals.Group::days)).containsExactly(1, 2, 5);
        assertThat(firsts.counts()).containsExactly(0, 0, 362, 0);
    }

    @Test
    void shouldDropLongIntervalsHoweverManyExceptAfterEasy() {
        assertThat(new FirstIntervals(cards(3, 100, 50, 101, 60)).kept(3))
                .extracting(FirstIntervals.Group::days)
                .containsExactly(100);
        assertThat(new FirstIntervals(cards(4, 101, 50, 365, 60, 366, 70)).kept(4))
                .extracting(FirstIntervals.Group::days)
                .containsExactly(101, 365);
    }

    @Test
    void shouldDropGroupsOfFewerThanSixEvenWhenEnoughIsRemoved() {
        // given: 15 are removed, the next four groups of 5 reach the limit of 20 and are too small themselves
        var firsts = new FirstIntervals(cards(2, 1, 5, 2, 5, 3, 5, 4, 5, 5, 5, 6, 6));
        // then
        assertThat(firsts.kept(2)).extracting(FirstIntervals.Group::days).containsExactly(6);
    }

    @Test
    void shouldKeepCardsOfKeptGroupsOnly() {
        // given: a card of an outlier, one of a group that stays, one never reviewed on a later day
        var builder = ReviewHistories.builder();
        builder.card().review(3, 0, 0).review(3, 9, 9);
        for (int i = 0; i < 25; i++) {
            builder.card().review(3, 0, 0).review(2, 0, 0).review(1, 2, 2);
        }
        var histories = builder.card().review(3, 0, 0).build();
        // when
        var firsts = new FirstIntervals(histories);
        // then
        assertThat(IntStream.range(0, histories.cards()).filter(firsts::keeps).toArray())
                .containsExactly(IntStream.rangeClosed(1, 25).toArray());
        assertThat(firsts.kept(3)).containsExactly(new FirstIntervals.Group(2, 25, 0));
    }

    /** Pairs of interval and number of cards. */
    private static ReviewHistories cards(int rating, int... groups) {
        var builder = ReviewHistories.builder();
        for (int g = 0; g < groups.length; g += 2) {
            for (int i = 0; i < groups[g + 1]; i++) {
                builder.card().review(rating, 0, 0).review(3, groups[g], groups[g]);
            }
        }
        return builder.build();
    }
}
