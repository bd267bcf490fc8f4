package dev.engram.hardness.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.hardness.frame.CardTags;
import dev.engram.hardness.frame.Predictor;
import dev.engram.hardness.glmm.Covariance;
import dev.engram.hardness.table.TagTable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DiagnosticsTest {
    private static final double TINY = 1e-12;

    @Test
    void shouldSplitTheVarianceOfCardsByHand() {
        // given two cards of each of two tags
        var tags = tags(Map.of("1", List.of("a"), "2", List.of("a"), "3", List.of("b"), "4", List.of("b")));
        // when
        var variance = CardVariance.of(tags, 2, 1);
        // then: half of 4, since the mean of the two tags is common to all cards, and 1 less that of four cards
        assertThat(variance.tags()).isCloseTo(2, within(TINY));
        assertThat(variance.cards()).isCloseTo(0.75, within(TINY));
        assertThat(variance.share()).isCloseTo(2 / 2.75, within(TINY));
    }

    @Test
    void shouldSplitTheWeightOfACardWithTwoTags() {
        // given weights 1, 1 and 1/2 with 1/2: mean of squares 5/6, squares of the means 1/4 each
        var tags = tags(Map.of("1", List.of("a"), "2", List.of("b"), "3", List.of("a", "b")));
        // then
        assertThat(CardVariance.of(tags, 1, 0).tags()).isCloseTo(5.0 / 6 - 0.5, within(TINY));
        // and a tag that all cards have explains nothing
        assertThat(CardVariance.of(tags(Map.of("1", List.of("a"), "2", List.of("a"))), 1, 1)
                        .share())
                .isZero();
    }

    @Test
    void shouldGiveTheReliabilityThatSpearmanAndBrownProject() {
        // given variances 0.3: less the mean of three, 0.2
        var covariance = Covariance.of(new double[] {0.3, 0, 0}, new double[] {0, 0.3, 0}, new double[] {0, 0, 0.3});
        // when
        var reliability = TagReliability.of(new double[] {-1, 0, 1}, covariance, new int[] {8, 10, 12});
        // then
        assertThat(reliability.meanSquaredSd()).isCloseTo(0.2, within(TINY));
        assertThat(reliability.variance()).isCloseTo(2.0 / 3 + 0.2, within(TINY));
        double value = reliability.value();
        assertThat(value).isCloseTo(1 - 0.2 / (2.0 / 3 + 0.2), within(TINY));
        assertThat(reliability.cards()).isEqualTo(10);
        double times = reliability.lengthening() == null ? Double.NaN : reliability.lengthening();
        assertThat(times * value / (1 + (times - 1) * value)).isCloseTo(0.8, within(TINY));
    }

    @Test
    void shouldProjectNothingWhereNothingIsKnown() {
        var covariance = Covariance.of(new double[] {1, 0}, new double[] {0, 1});
        var reliability = TagReliability.of(new double[] {0, 0}, covariance, new int[] {1, 1});
        assertThat(reliability.value()).isZero();
        assertThat(reliability.lengthening()).isNull();
    }

    @Test
    void shouldGiveMeanSquaresByHand() {
        // given
        var squares = new GroupSums(2);
        squares.add(0, 0.5, true);
        squares.add(0, 0.1, true);
        squares.add(0, 1, true);
        // then
        assertThat(squares.outfit(0)).isCloseTo((1 + 0.81 / 0.09) / 2, within(TINY));
        assertThat(squares.infit(0)).isCloseTo((0.25 + 0.81) / (0.25 + 0.09), within(TINY));
        assertThat(squares.outfit(1)).isNaN();
    }

    @Test
    void shouldIntegrateALearnerOut() {
        for (double variance : new double[] {0, 0.3, 4}) {
            // given a sum over a fine grid
            double sum = 0;
            double weights = 0;
            for (int i = -8_000; i <= 8_000; i++) {
                double z = i / 1_000.0;
                double weight = Math.exp(-z * z / 2);
                sum += weight * Predictor.probability(1 + Math.sqrt(variance) * z);
                weights += weight;
            }
            // then
            assertThat(HeldOut.marginal(1, variance)).isCloseTo(sum / weights, within(1e-6));
        }
    }

    private static CardTags tags(Map<String, List<String>> ofCards) {
        var cards = ofCards.keySet().stream().sorted().toList();
        return CardTags.of(cards, cards.stream().mapToLong(Long::parseLong).toArray(), TagTable.of(ofCards));
    }
}
