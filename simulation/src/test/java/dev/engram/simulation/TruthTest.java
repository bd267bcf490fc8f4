package dev.engram.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TruthTest {
    private static final Size WIDE = new Size(30, 20_000, 1, 1, 1);

    @ParameterizedTest
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldGiveCardsOneToFourDistinctTagsOfUnequalPopularity(long seed) {
        // given
        var truth = truth(seed);
        int[] number = new int[5];
        int[] cards = new int[truth.tags()];

        // when
        for (int card = 0; card < truth.cards(); card++) {
            int[] tags = truth.tagsOf(card);
            number[tags.length]++;
            assertThat(tags).doesNotHaveDuplicates();
            Arrays.stream(tags).forEach(tag -> cards[tag]++);
        }

        // then
        double[] share = Arrays.stream(number).mapToDouble(n -> n / 20_000.0).toArray();
        assertThat(share).containsExactly(new double[] {0, 0.25, 0.4, 0.25, 0.1}, within(0.015));
        Arrays.sort(cards);
        assertThat((double) cards[29] / cards[0])
                .isBetween(2.5, 12.0); // 30^0.7 = 10.8, less as partners and repeats even it out
    }

    @ParameterizedTest
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldDrawHardnessAroundZeroWithTheSpreadOfTheReference(long seed) {
        // given
        var truth = truth(seed);

        // when
        double[] h = IntStream.range(0, truth.tags()).mapToDouble(truth::h).toArray();
        double[] u = IntStream.range(0, truth.cards()).mapToDouble(truth::u).toArray();

        // then
        assertThat(Arrays.stream(h).sum()).isCloseTo(0, within(1e-12));
        assertThat(Math.sqrt(Arrays.stream(h).map(x -> x * x).sum() / 29))
                .isCloseTo(0.5, within(4 * 0.5 / Math.sqrt(58)));
        assertThat(Math.sqrt(Arrays.stream(u).map(x -> x * x).average().orElseThrow()))
                .isCloseTo(0.35, within(0.01));
    }

    @ParameterizedTest
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldSumACardsDifficultyFromEqualSharesOfItsTagsAndItself(long seed) {
        // given
        var truth = truth(seed);

        for (int card = 0; card < 100; card++) {
            // when
            double mean = Arrays.stream(truth.tagsOf(card))
                    .mapToDouble(truth::h)
                    .average()
                    .orElseThrow();

            // then
            assertThat(truth.difficulty(card)).isCloseTo(mean + truth.u(card), within(1e-12));
        }
    }

    @Test
    void shouldNameTheFieldOfAnImpossibleSize() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Size(30, 600, 300, 601, 150))
                .withMessageContaining("cardsPerLearner");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Size(1, 600, 300, 100, 150))
                .withMessageContaining("tags must be at least 2, was 1");
    }

    private static Truth truth(long seed) {
        return new Simulation(new Scenario(World.LL, Scheduling.FIXED, Choice.UNIFORM), WIDE, seed).truth();
    }
}
