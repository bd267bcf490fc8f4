package dev.engram.fsrs.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.engram.fsrs.Weights;
import dev.engram.fsrs.history.GeneratedHistories;
import dev.engram.fsrs.history.ReviewHistories;
import dev.engram.fsrs.history.ReviewItems;
import dev.engram.fsrs.optimize.TrainingSettings;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    @Test
    void shouldCountTiesAsHalfInTheAreaUnderTheCurve() {
        // given: few distinct predictions, so that ties abound
        var random = new SplittableRandom(3);
        var p = random.doubles(300).map(x -> Math.rint(x * 8) / 8).toArray();
        var recalled = new boolean[p.length];
        for (int i = 0; i < p.length; i++) {
            recalled[i] = random.nextDouble() < p[i];
        }
        // when, then: against all pairs
        double wins = 0;
        int pairs = 0;
        for (int i = 0; i < p.length; i++) {
            for (int j = 0; j < p.length; j++) {
                if (recalled[i] && !recalled[j]) {
                    pairs++;
                    wins += p[i] > p[j] ? 1 : p[i] == p[j] ? 0.5 : 0;
                }
            }
        }
        assertThat(Metrics.auc(p, recalled)).isCloseTo(wins / pairs, within(1e-12));
    }

    @Test
    void shouldHaveNoAreaUnderTheCurveWithOneOutcomeOnly() {
        assertThat(Metrics.auc(new double[] {0.2, 0.9}, new boolean[] {true, true}))
                .isNull();
        assertThat(Metrics.auc(new double[] {0.2, 0.9}, new boolean[] {false, false}))
                .isNull();
    }

    @Test
    void shouldWeighLogLossAndBins() {
        // given: two bins, means 0.8 against 0.5 and 0.6 against 1
        var p = new double[] {0.9, 0.7, 0.6};
        var recalled = new boolean[] {true, false, true};
        var weights = new double[] {1, 1, 2};
        // when, then
        assertThat(Metrics.logLoss(p, recalled, weights))
                .isCloseTo(-(Math.log(0.9) + Math.log(0.3) + 2 * Math.log(0.6)) / 4, within(1e-12));
        assertThat(Metrics.rmse(p, recalled, weights, new int[] {0, 0, 5}))
                .isCloseTo(Math.sqrt((2 * 0.09 + 2 * 0.16) / 4), within(1e-12));
    }

    @Test
    void shouldMoveTheAverageByThreeTenthsOfTheError() {
        // given
        var items = ReviewItems.of(ReviewHistories.builder()
                .card()
                .review(3, 0, 0)
                .review(3, 1, 1)
                .review(1, 1, 2)
                .build());
        // when
        var p = Predictions.movingAverage(items);
        // then
        assertThat(p).containsExactly(new double[] {0.768525, 1 / (1 + Math.exp(-1.269443))}, within(1e-6));
    }

    @Test
    void shouldKeepBinsOfLapsesReviewsAndIntervalsApart() {
        // given: a card with a lapse on a same day, which does not count, and one on a later day
        var bins = RmseBins.of(ReviewItems.of(ReviewHistories.builder()
                .card()
                .review(3, 0, 0)
                .review(1, 0, 0)
                .review(3, 3, 3) // no lapse, 2 reviews
                .review(1, 3, 6) // 3 reviews: bin of 2 still
                .review(3, 3, 9) // a lapse
                .review(3, 4, 13) // longer interval
                .build()));
        // then
        assertThat(bins[1]).isEqualTo(bins[0]);
        assertThat(bins[2]).isNotEqualTo(bins[1]);
        assertThat(bins[3]).isNotEqualTo(bins[2]);
    }

    @Test
    void shouldScoreNothingWithoutItemsAndRefuseToSplitFewerThanSix() {
        // given
        var empty = ReviewHistories.builder().card().review(3, 0, 0).build();
        // when, then
        var none = new Scores(0, 0, 0, null);
        assertThat(Evaluation.of(Weights.DEFAULT, empty)).isEqualTo(new Evaluation(none, none, none, none));
        assertThatThrownBy(() -> Evaluation.ofTimeSeriesSplit(empty, TrainingSettings.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a time series split needs at least 6 reviews on a later day, there are 0");
    }

    @Test
    void shouldPredictASegmentFromWhatCameBeforeItOnly() {
        // given: the same reviews, all from the fourth segment on answered the other way
        var items = ReviewItems.of(GeneratedHistories.of(3000, 4));
        int segment = items.size() / 6;
        int cut = 3 * segment;
        var other = ReviewItems.of(turnedFrom(items, cut));
        // when
        var predicted = new double[items.size()];
        var predictedOther = new double[items.size()];
        var unused = new double[items.size()];
        Evaluation.predictBySegment(items, TrainingSettings.DEFAULT, predicted, unused);
        Evaluation.predictBySegment(other, TrainingSettings.DEFAULT, predictedOther, unused);
        // then: the first item of the fourth segment is still predicted from answers before it
        assertThat(Arrays.copyOf(predicted, cut + 1)).containsExactly(Arrays.copyOf(predictedOther, cut + 1));
        assertThat(predicted[5 * segment]).isNotEqualTo(predictedOther[5 * segment]);
    }

    private static ReviewHistories turnedFrom(ReviewItems items, int cut) {
        var histories = items.histories();
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
}
