package dev.engram.fsrs.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.fsrs.Seeds;
import dev.engram.fsrs.Weights;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The gradient by hand against central differences, at random weights on random cards with same-day answers and lapses.
 * Tolerance: 1e-4 of the larger of the two, or of a thousandth of the largest component, where the differences are mostly
 * rounding. Where a kink lies within the reach of the differences, those of two widths part, and nothing is compared; for every
 * weight at least nine cards in ten must be.
 */
class FoldGradientTest {
    private static final double TOLERANCE = 1e-4;
    private static final int CARDS = 200;

    private final ForwardPass pass = new ForwardPass(32);
    private final FoldGradient fold = new FoldGradient(pass);

    /** A class, since a record would compare the arrays by identity. */
    private static final class Card {
        final double[] days;
        final byte[] ratings;
        final double[] weights;

        Card(double[] days, byte[] ratings, double[] weights) {
            this.days = days;
            this.ratings = ratings;
            this.weights = weights;
        }
    }

    static LongStream seeds() {
        return Seeds.fixedAndOneFresh();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldAgreeWithCentralDifferencesForEveryWeight(long seed) {
        // given
        var random = new SplittableRandom(seed);
        var compared = new int[Weights.COUNT];
        var moved = new int[Weights.COUNT];
        for (int c = 0; c < CARDS; c++) {
            var card = card(random);
            var w = c % 2 == 0 ? Seeds.weights(random).toArray() : nearDefaults(random);
            // when
            var gradient = gradient(card, w);
            // then
            double largest = 0;
            for (double component : gradient) {
                largest = Math.max(largest, Math.abs(component));
            }
            for (int k = 0; k < Weights.COUNT; k++) {
                double wide = difference(card, w, k, 4e-4);
                double narrow = difference(card, w, k, 2e-4);
                double size =
                        Math.max(Math.max(Math.abs(wide), Math.abs(gradient[k])), 1e-3 * largest + 1e-5 * pass.loss);
                if (Math.abs(wide - narrow) < 0.1 * TOLERANCE * size) {
                    compared[k]++;
                    moved[k] += gradient[k] == 0 ? 0 : 1;
                    assertThat(Math.abs(narrow - gradient[k]) / size)
                            .as("seed %d, card %d, w%d: central %s, by hand %s", seed, c, k, narrow, gradient[k])
                            .isLessThan(TOLERANCE);
                }
            }
        }
        assertThat(Arrays.stream(compared).boxed())
                .as("seed %d: cards compared", seed)
                .allMatch(n -> n >= 0.9 * CARDS);
        assertThat(Arrays.stream(moved).boxed())
                .as("seed %d: cards with a gradient", seed)
                .allMatch(n -> n >= 10);
    }

    @Test
    void shouldGiveTheSameForOnePassAsForOneItemPerPrefix() {
        // given
        var random = new SplittableRandom(11);
        var w = Weights.DEFAULT.toArray();
        var card = card(random);
        // when
        var whole = gradient(card, w);
        double wholeLoss = pass.loss;
        fold.start(w);
        for (int i = 1; i < card.days.length; i++) {
            if (card.weights[i] > 0) {
                var single = new double[i + 1];
                single[i] = card.weights[i];
                fold.add(card.days, card.ratings, single, 0, i + 1);
            }
        }
        // then
        assertThat(pass.loss).isCloseTo(wholeLoss, within(1e-12));
        assertThat(fold.gradient).containsExactly(whole, within(1e-12));
    }

    @Test
    void shouldPassNoGradientWhereStabilityIsAtItsCeiling() {
        // given: w2 and everything behind it cannot matter once stability has been clamped
        var w = Weights.DEFAULT.toArray();
        w[2] = 100;
        w[8] = 4.5;
        w[16] = 6;
        var card = new Card(new double[] {0, 30000, 30000, 30000}, new byte[] {3, 4, 4, 3}, new double[] {0, 0, 0, 1});
        // when
        var gradient = gradient(card, w);
        // then
        assertThat(gradient[20]).isNotZero();
        gradient[20] = 0;
        assertThat(gradient).containsOnly(0);
    }

    private double[] gradient(Card card, double[] w) {
        fold.start(w);
        fold.add(card.days, card.ratings, card.weights, 0, card.days.length);
        return fold.gradient.clone();
    }

    /** Central, of fourth order; {@code step} is relative to the weight. */
    private double difference(Card card, double[] w, int k, double step) {
        double h = step * Math.max(0.1, Math.abs(w[k]));
        return (8 * (loss(card, w, k, h) - loss(card, w, k, -h)) - loss(card, w, k, 2 * h) + loss(card, w, k, -2 * h))
                / (12 * h);
    }

    private double loss(Card card, double[] w, int k, double step) {
        var moved = w.clone();
        moved[k] += step;
        pass.start(moved);
        pass.add(card.days, card.ratings, card.weights, 0, card.days.length);
        return pass.loss;
    }

    /** Ends on a later day, as every card that is trained on. */
    private static Card card(SplittableRandom random) {
        int n = random.nextInt(2, 24);
        var days = new double[n];
        var ratings = new byte[n];
        var weights = new double[n];
        for (int i = 0; i < n; i++) {
            boolean later = i == n - 1 || i > 0 && random.nextInt(4) > 0;
            days[i] = later ? Math.ceil(Math.pow(10, random.nextDouble(0, 2.5))) : 0;
            ratings[i] = (byte) random.nextInt(1, 5);
            weights[i] = later && random.nextInt(8) > 0 ? random.nextDouble(0.25, 1) : 0;
        }
        weights[n - 1] = 1;
        return new Card(days, ratings, weights);
    }

    private static double[] nearDefaults(SplittableRandom random) {
        var w = Weights.DEFAULT.toArray();
        for (int k = 0; k < w.length; k++) {
            w[k] *= random.nextDouble(0.9, 1.1);
        }
        return w;
    }
}
