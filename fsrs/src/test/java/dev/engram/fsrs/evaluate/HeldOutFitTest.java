package dev.engram.fsrs.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.fsrs.Weights;
import dev.engram.fsrs.history.GeneratedHistories;
import dev.engram.fsrs.history.ReviewHistories;
import dev.engram.fsrs.history.ReviewItems;
import dev.engram.fsrs.optimize.TrainingSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class HeldOutFitTest {
    private static final Weights POOR = poor();

    /** Weights of somebody else: initial stabilities five times too long. */
    private static Weights poor() {
        var weights = Weights.DEFAULT.toArray();
        for (int i = 0; i < 4; i++) {
            weights[i] = Math.min(100, 5 * weights[i]);
        }
        return Weights.of(weights);
    }

    @Test
    void shouldFindNewWeightsBetterThanThoseOfSomebodyElse() {
        // given
        var histories = GeneratedHistories.of(4_000, 7);
        // when
        var fit = fitted(histories, noGroups(histories), POOR);
        // then
        assertThat(fit.comparison().high()).isNegative();
        assertThat(fit.comparison().after()).isLessThan(fit.comparison().before());
        assertThat(fit.trainedOn() + fit.comparison().reviews())
                .isEqualTo(ReviewItems.of(histories).size());
    }

    @Test
    void shouldScoreLaterReviewsOnly() {
        // given: answers that turn into their opposite after the cut, which no fit to earlier ones can know
        var histories = GeneratedHistories.of(4_000, 8);
        int cut = (int) (0.8 * ReviewItems.of(histories).size());
        // when
        var fit = fitted(opposite(histories, cut), noGroups(histories), Weights.DEFAULT);
        // then: far worse than on what it was trained on
        assertThat(fit.comparison().after()).isGreaterThan(1);
    }

    @Test
    void shouldGiveTheIntervalOfSumsByCard() {
        // given
        var histories = GeneratedHistories.of(3_000, 9);
        var items = ReviewItems.of(histories);
        int cut = (int) (0.8 * items.size());
        var later = new LaterLosses(items, cut, Weights.DEFAULT);
        var other = later.under(POOR);
        // when
        var comparison = later.compare(other, _ -> true);
        // then: the spread that drawing cards again and again has, too
        double drawn = bootstrapError(items, cut, later.under(Weights.DEFAULT), other);
        double error = (comparison.high() - comparison.low()) / 2 / 1.959963984540054;
        assertThat(error).isCloseTo(drawn, within(0.15 * drawn));
    }

    @Test
    void shouldCompareGroupsOfCardsAndTheirOwnFits() {
        // given: two groups with many reviews, and one with a single card
        var histories = GeneratedHistories.of(4_000, 10);
        var groups = new int[histories.cards()];
        Arrays.setAll(groups, card -> card == 0 ? 2 : card % 2);
        // when
        var fit = fitted(histories, groups, POOR);
        // then
        assertThat(fit.groups()).extracting(HeldOutFit.GroupComparison::group).containsExactly(0, 1);
        assertThat(fit.groups()).allSatisfy(group -> {
            assertThat(group.own()).isNotNull();
            assertThat(group.own().reviews()).isEqualTo(group.comparison().reviews());
        });
    }

    @Test
    void shouldStateThatThereAreTooFewReviews() {
        // given
        var few = GeneratedHistories.of(60, 11);
        var oneCard = ReviewHistories.builder().card();
        for (int day = 0; day < 150; day++) {
            oneCard.review(3, 1, day);
        }
        // when, then
        assertThat(HeldOutFit.of(few, noGroups(few), Weights.DEFAULT, TrainingSettings.DEFAULT, _ -> true))
                .isInstanceOf(HeldOutFit.TooFewReviews.class);
        assertThat(HeldOutFit.of(oneCard.build(), new int[] {0}, Weights.DEFAULT, TrainingSettings.DEFAULT, _ -> true))
                .isEqualTo(new HeldOutFit.TooFewReviews(149, 1));
    }

    @Test
    void shouldTellItsProgressAndEndWhenAsked() {
        // given
        var histories = GeneratedHistories.of(4_000, 12);
        var groups = new int[histories.cards()];
        var progress = new ArrayList<Double>();
        // when
        HeldOutFit.of(histories, groups, POOR, TrainingSettings.DEFAULT, progress::add);
        var cancelled = HeldOutFit.of(histories, groups, POOR, TrainingSettings.DEFAULT, share -> share < 0.5);
        // then
        assertThat(progress).isSorted().last().isEqualTo(1.0);
        assertThat(cancelled).isEqualTo(new HeldOutFit.Cancelled());
    }

    private static HeldOutFit.Fitted fitted(ReviewHistories histories, int[] groups, Weights inUse) {
        return (HeldOutFit.Fitted) HeldOutFit.of(histories, groups, inUse, TrainingSettings.DEFAULT, _ -> true);
    }

    private static int[] noGroups(ReviewHistories histories) {
        var groups = new int[histories.cards()];
        Arrays.fill(groups, -1);
        return groups;
    }

    private static ReviewHistories opposite(ReviewHistories histories, int cut) {
        var items = ReviewItems.of(histories);
        var turned = new boolean[histories.reviews()];
        for (int item = cut; item < items.size(); item++) {
            turned[items.review(item)] = true;
        }
        var builder = ReviewHistories.builder();
        for (int card = 0; card < histories.cards(); card++) {
            builder.card();
            for (int i = histories.start(card); i < histories.end(card); i++) {
                int rating = turned[i] ? histories.recalled(i) ? 1 : 3 : histories.rating(i);
                builder.review(rating, histories.elapsedDays(i), histories.time(i));
            }
        }
        return builder.build();
    }

    private static double bootstrapError(ReviewItems items, int cut, double[] before, double[] after) {
        int cards = items.histories().cards();
        var sums = new double[cards];
        var counts = new int[cards];
        for (int i = 0; i < before.length; i++) {
            sums[items.card(cut + i)] += after[i] - before[i];
            counts[items.card(cut + i)]++;
        }
        IntPredicate later = card -> counts[card] > 0;
        var chosen = java.util.stream.IntStream.range(0, cards).filter(later).toArray();
        var random = new SplittableRandom(1);
        var means = new double[2_000];
        for (int draw = 0; draw < means.length; draw++) {
            double sum = 0;
            int n = 0;
            for (int k = 0; k < chosen.length; k++) {
                int card = chosen[random.nextInt(chosen.length)];
                sum += sums[card];
                n += counts[card];
            }
            means[draw] = sum / n;
        }
        double mean = Arrays.stream(means).average().orElseThrow();
        return Math.sqrt(Arrays.stream(means).map(m -> (m - mean) * (m - mean)).sum() / means.length);
    }
}
