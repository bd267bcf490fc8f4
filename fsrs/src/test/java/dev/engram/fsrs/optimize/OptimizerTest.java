package dev.engram.fsrs.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.fsrs.Seeds;
import dev.engram.fsrs.Weights;
import dev.engram.fsrs.history.GeneratedHistories;
import dev.engram.fsrs.history.ReviewHistories;
import dev.engram.fsrs.history.ReviewItems;
import dev.engram.fsrs.optimize.Optimizer.WeightsSelection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptimizerTest {
    private static final ReviewHistories SOME = GeneratedHistories.of(4000, 7);
    private static final Optimizer OPTIMIZER = new Optimizer(TrainingSettings.DEFAULT);

    @Test
    void shouldGiveTheSameBitsForTheSameSeedAndOthersForAnother() {
        // when
        var once = OPTIMIZER.fit(SOME);
        var again = new Optimizer(TrainingSettings.DEFAULT).fit(SOME);
        var other = new Optimizer(TrainingSettings.DEFAULT.withSeed(1)).fit(SOME);
        // then
        assertThat(again).isEqualTo(once);
        assertThat(other.weights()).isNotEqualTo(once.weights());
        assertThat(other.loss().chosen()).isCloseTo(once.loss().chosen(), within(1e-3));
    }

    @Test
    void shouldLowerTheLossBelowThatOfTheDefaults() {
        // when
        var fit = OPTIMIZER.fit(SOME);
        // then
        assertThat(fit).isInstanceOf(TrainingResult.Fitted.class);
        assertThat(fit.loss().chosen()).isLessThan(0.98 * fit.loss().defaults());
    }

    @Test
    void shouldReportRisingProgressUpToTheEnd() {
        // given
        var fractions = new ArrayList<Double>();
        var epochs = new ArrayList<Integer>();
        // when
        OPTIMIZER.fit(SOME, (fraction, epoch, loss) -> {
            assertThat(loss).isBetween(0.2, 0.6);
            fractions.add(fraction);
            epochs.add(epoch);
            return true;
        });
        // then
        assertThat(fractions).isSorted().doesNotHaveDuplicates().endsWith(1.0);
        assertThat(epochs).isSorted().startsWith(1).endsWith(5);
    }

    @Test
    void shouldStopAfterTheBatchInWhichTheListenerSaysSo() {
        // given
        var calls = new ArrayList<Double>();
        // when
        var fit = OPTIMIZER.fit(SOME, (fraction, _, _) -> {
            calls.add(fraction);
            return calls.size() < 3;
        });
        // then
        assertThat(fit).isEqualTo(new TrainingResult.Cancelled());
        assertThat(calls).hasSize(3);
    }

    @Test
    void shouldKeepTheDefaultsForHistoriesWithNothingToLearnFrom() {
        // given
        var empty = ReviewHistories.builder().build();
        var noReviews = ReviewHistories.builder().card().card().build();
        var sameDay =
                ReviewHistories.builder().card().review(1, 0, 0).review(3, 0, 1).build();
        var outliersOnly = cards(19, 5);
        // when, then
        for (var histories : new ReviewHistories[] {empty, noReviews, sameDay, outliersOnly}) {
            assertThat(OPTIMIZER.fit(histories))
                    .isEqualTo(new TrainingResult.Defaults(
                            Weights.DEFAULT,
                            new TrainingResult.TrainingLoss(0, 0, 0),
                            TrainingResult.Reason.TOO_FEW_ITEMS));
        }
    }

    @Test
    void shouldFitOnlyInitialStabilitiesToSmallHistories() {
        // when: 20 cards make a group that is no outlier, of the only interval
        var few = OPTIMIZER.fit(cards(20, 5, 9));
        var firstsOnly = OPTIMIZER.fit(cards(100, 5));
        // then
        assertThat(few).isInstanceOfSatisfying(TrainingResult.PretrainedOnly.class, fit -> {
            assertThat(fit.reason()).isEqualTo(TrainingResult.Reason.NOT_ENOUGH_TO_TRAIN);
            assertThat(fit.loss().items()).isEqualTo(40);
        });
        assertThat(firstsOnly)
                .isInstanceOfSatisfying(
                        TrainingResult.PretrainedOnly.class,
                        fit -> assertThat(fit.reason()).isEqualTo(TrainingResult.Reason.ONLY_FIRST_INTERVALS));
        assertThat(firstsOnly.weights().at(2)).isNotEqualTo(Weights.DEFAULT.at(2));
        assertThat(firstsOnly.weights().at(4)).isEqualTo(Weights.DEFAULT.at(4));
    }

    @Test
    void shouldSaySoAndKeepBetterWeightsWhenTrainingMakesThemWorse() {
        // given: steps so large that one epoch cannot settle
        var wild = new TrainingSettings(1, 512, 1, 1.0, 256, 0, true, 1);
        // when
        var fit = new Optimizer(wild).fit(SOME);
        // then
        assertThat(fit)
                .isEqualTo(new TrainingResult.Defaults(
                        Weights.DEFAULT,
                        new TrainingResult.TrainingLoss(
                                fit.loss().items(),
                                fit.loss().defaults(),
                                fit.loss().defaults()),
                        TrainingResult.Reason.NO_BETTER));
    }

    @Test
    void shouldKeepPretrainedWeightsThatAreBetterThanTheDefaults() {
        // given: training that cannot be finite has nothing to offer
        var histories = cards(100, 5);
        var sequences = sequences(histories);
        var candidates =
                new WeightsSelection(new Trainer(sequences, TrainingSettings.DEFAULT), 100, Weights.DEFAULT.toArray());
        var pretrained = OPTIMIZER.fit(histories).weights().toArray();
        var broken = pretrained.clone();
        broken[7] = Double.NaN;
        // when
        var kept = candidates.trained(broken, pretrained);
        // then
        assertThat(kept)
                .isInstanceOfSatisfying(
                        TrainingResult.PretrainedOnly.class,
                        fit -> assertThat(fit.reason()).isEqualTo(TrainingResult.Reason.NOT_FINITE));
        assertThat(kept.weights()).isEqualTo(Weights.of(pretrained));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldNeverBeWorseThanTheDefaultsWhateverTheHistories(long seed) {
        // given: absurd ratings and intervals of all orders of magnitude
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 12; i++) {
            var builder = ReviewHistories.builder();
            int cards = random.nextInt(300);
            for (int card = 0; card < cards; card++) {
                builder.card();
                int first = random.nextInt(1, 5);
                int reviews = random.nextInt(8);
                for (int r = 0; r < reviews; r++) {
                    int days = r == 1 ? random.nextInt(3) : (int) Math.pow(2, random.nextDouble(31));
                    builder.review(r == 0 ? first : random.nextInt(1, 5), days, r);
                }
            }
            // when
            var fit = OPTIMIZER.fit(builder.build());
            // then
            assertThat(fit.loss().chosen())
                    .as("seed %d, %s", seed, fit)
                    .isLessThanOrEqualTo(fit.loss().defaults());
        }
    }

    static LongStream seeds() {
        return Seeds.fixedAndOneFresh();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 5})
    void shouldKeepWeightsUnderTheCeilingOfTheRelearningSteps(int steps) {
        // given
        var settings = TrainingSettings.DEFAULT.withRelearningSteps(steps);
        // when
        var w = new Optimizer(settings).fit(SOME).weights().toArray();
        // then
        var clipped = w.clone();
        new TrainingBounds(settings).clip(clipped);
        assertThat(w).containsExactly(clipped);
    }

    @Test
    void shouldLeaveOutPrefixesThatAreTooLong() {
        // given: one card of 400 reviews among others
        var builder = ReviewHistories.builder();
        for (int card = 0; card < 30; card++) {
            builder.card().review(3, 0, 0);
            for (int i = 1; i < (card == 0 ? 400 : 5); i++) {
                builder.review(i % 7 == 0 ? 1 : 3, 5, 5L * i);
            }
        }
        // when
        var sequences = sequences(builder.build());
        // then
        assertThat(sequences.longest).isEqualTo(256);
        assertThat(sequences.items).isEqualTo(255 + 29 * 4);
    }

    @Test
    void shouldNotSplitCardsAndFillBatchesUpToTheirSize() {
        // when
        var sequences = sequences(SOME);
        // then
        assertThat(Arrays.stream(sequences.batchItems).boxed()).allMatch(n -> n > 0 && n <= 512);
        assertThat(Arrays.stream(sequences.batchItems).sum()).isEqualTo(sequences.items);
        assertThat(sequences.batchItems.length).isLessThanOrEqualTo(sequences.items / 490 + 1);
        assertThat(sequences.batches[sequences.batches.length - 1]).isEqualTo(sequences.starts.length - 1);
    }

    private static CardSequences sequences(ReviewHistories histories) {
        return new CardSequences(ReviewItems.of(histories), new FirstIntervals(histories), TrainingSettings.DEFAULT);
    }

    /** Cards first answered Good, then recalled after each of the intervals but for every fourth card. */
    private static ReviewHistories cards(int cards, int... intervals) {
        var builder = ReviewHistories.builder();
        for (int card = 0; card < cards; card++) {
            builder.card().review(3, 0, 0);
            int day = 0;
            for (int interval : intervals) {
                day += interval;
                builder.review(card % 4 == 0 ? 1 : 3, interval, day);
            }
        }
        return builder.build();
    }
}
