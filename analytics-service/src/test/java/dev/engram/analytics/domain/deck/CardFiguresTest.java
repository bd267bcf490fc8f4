package dev.engram.analytics.domain.deck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.analytics.domain.deck.CardFigures.Shown;
import dev.engram.projections.learner.CardAnswers;
import dev.engram.projections.learner.CardAnswers.Counts;
import dev.engram.projections.learner.CardAnswers.Opportunity;
import dev.engram.scheduler.Proportion;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CardFiguresTest {
    private static final Weeks ALL = new Weeks(0, 1_000);

    private static Counts counts(long answers, long timed, long millis, Opportunity... opportunities) {
        var all = new ArrayList<>(List.of(opportunities));
        while (all.size() < CardAnswers.OPPORTUNITIES) {
            all.add(new Opportunity(0, 0, 0, 0));
        }
        return new Counts(answers, timed, millis, all);
    }

    private static Opportunity first(long learners, long failed) {
        return new Opportunity(learners, failed, 0, 0);
    }

    @Test
    void shouldShowSharesOfTenLearnersAndMore() {
        // given
        var card = new CardFigures(ALL);
        // when
        card.add(1, counts(28, 24, 48_000, first(12, 3), new Opportunity(12, 6, 10, 5), first(2, 1)));
        var shown = card.shown();
        // then: of those who were not in review there are 2, so nothing of the second opportunity
        assertThat(shown.learners()).isEqualTo(12);
        assertThat(shown.firstErrors()).isEqualTo(new Proportion(3, 12));
        assertThat(shown.answers()).isEqualTo(20);
        assertThat(shown.lapses().n()).isZero();
        assertThat(shown.opportunities().get(1).n()).isZero();
        assertThat(shown.timedAnswers()).isZero();
        // when
        card.add(3, counts(9, 9, 9_000, first(1, 0), new Opportunity(8, 2, 0, 0)));
        shown = card.shown();
        // then
        assertThat(shown.learners()).as("the one that came is too few").isEqualTo(12);
        assertThat(shown.opportunities().get(1)).isEqualTo(new Proportion(8, 20));
        assertThat(shown.lapses()).isEqualTo(new Proportion(5, 10));
        assertThat(shown.timedAnswers()).isEqualTo(30);
        assertThat(shown.meanMillis()).isEqualTo(57_000 / 33.0);
    }

    @Test
    void shouldShowNothingOfFewLearnersAndNothingThatHoldsForNearlyAll() {
        for (long learners : List.of(1L, 9L)) {
            assertHidden(counts(30, 30, 1, first(learners, learners / 2)));
        }
        assertThat(of(counts(30, 30, 1, first(99, 0))).learners()).isZero();
        assertThat(of(counts(30, 30, 1, first(99, 99))).learners()).isZero();
        assertThat(of(counts(30, 30, 1, first(100, 0))).firstErrors()).isEqualTo(new Proportion(0, 100));
    }

    private static Shown of(Counts counts) {
        var card = new CardFigures(ALL);
        card.add(1, counts);
        return card.shown();
    }

    private static void assertHidden(Counts counts) {
        var shown = of(counts);
        assertThat(shown.learners()).isZero();
        assertThat(shown.firstErrors().n()).isZero();
        assertThat(shown.answers()).isZero();
        assertThat(shown.timedAnswers()).isZero();
        assertThat(shown.lapses().n()).isZero();
        assertThat(shown.opportunities()).allMatch(share -> share.n() == 0);
    }

    /** Whatever two periods are asked about: where one lies in the other, their difference is as well guarded as they are. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldTellNothingAboutFewLearnersByTheDifferencesOfPeriods(long seed) {
        // given
        var random = new Random(seed);
        int weeks = 12;
        var table = new TreeMap<Long, Counts>();
        for (long week = 0; week < weeks; week++) {
            if (random.nextInt(4) > 0) {
                table.put(week, week(random));
            }
        }
        var all = shown(table, new Weeks(0, weeks));
        // when
        int told = 0;
        for (int from = 0; from < weeks; from++) {
            for (int to = from; to <= weeks; to++) {
                var outer = shown(table, new Weeks(from, to));
                assertGuarded(all, outer);
                for (int end = from; end < to; end++) {
                    assertGuarded(outer, shown(table, new Weeks(from, end)));
                }
                told += outer.learners() > 0 ? 1 : 0;
            }
        }
        // then
        assertThat(told).isPositive();
    }

    private static Counts week(Random random) {
        var opportunities = new ArrayList<Opportunity>();
        for (int k = 0; k < CardAnswers.OPPORTUNITIES; k++) {
            long learners = random.nextInt(Math.max(2, 25 / (k + 1)));
            long inReview = k == 0 ? 0 : random.nextLong(learners + 1);
            long lapsed = random.nextLong(inReview + 1);
            opportunities.add(
                    new Opportunity(learners, lapsed + random.nextLong(learners - inReview + 1), inReview, lapsed));
        }
        long answers = opportunities.stream().mapToLong(Opportunity::learners).sum() + random.nextInt(5);
        long timed = random.nextLong(answers + 1);
        return new Counts(answers, timed, timed * 1_000, opportunities);
    }

    private static Shown shown(TreeMap<Long, Counts> table, Weeks asked) {
        var card = new CardFigures(asked);
        table.headMap(asked.end()).forEach(card::add);
        return card.shown();
    }

    private static void assertGuarded(Shown outer, Shown inner) {
        for (int k = 0; k < CardAnswers.OPPORTUNITIES; k++) {
            assertGuarded(
                    outer.opportunities().get(k).n()
                            - inner.opportunities().get(k).n(),
                    outer.opportunities().get(k).successes()
                            - inner.opportunities().get(k).successes());
        }
        assertGuarded(
                outer.lapses().n() - inner.lapses().n(),
                outer.lapses().successes() - inner.lapses().successes());
    }

    private static void assertGuarded(long learners, long failed) {
        assertThat(learners == 0 || learners >= 10).as("%d learners", learners).isTrue();
        if (learners > 0 && learners < 100) {
            assertThat((double) failed / learners).isBetween(0.05, 0.95);
        }
    }
}
