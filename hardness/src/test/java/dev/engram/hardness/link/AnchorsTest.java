package dev.engram.hardness.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.engram.hardness.glmm.Covariance;
import dev.engram.hardness.link.Anchoring.Anchored;
import dev.engram.hardness.link.Anchoring.Unanchored;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AnchorsTest {
    private static final int SIZE = 14;
    private static final List<String> NAMES =
            IntStream.range(0, SIZE).mapToObj(i -> "t" + i).toList();

    @ParameterizedTest
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldMeasureFromTheMeanOfTheAnchors(long seed) {
        // given
        var random = new SplittableRandom(seed);
        double[] effects = random.doubles(SIZE, -1, 1).toArray();
        var covariance = covariance(random);
        var anchors = new Anchors(NAMES.subList(2, 13));
        // when
        var anchored = (Anchored) anchors.zero(NAMES, effects, covariance);
        // then: the anchors average to zero without uncertainty, and differences keep theirs
        assertThat(anchored.effects().subList(2, 13).stream()
                        .mapToDouble(x -> x)
                        .sum())
                .isCloseTo(0, within(1e-12));
        double ofMean = 0;
        for (int i = 2; i < 13; i++) {
            for (int j = 2; j < 13; j++) {
                ofMean += anchored.covariance().at(i, j);
            }
        }
        assertThat(ofMean).isCloseTo(0, within(1e-10));
        assertThat(anchored.covariance().sdOfDifference(0, 13))
                .isCloseTo(covariance.sdOfDifference(0, 13), within(1e-9));
        assertThat(anchored.effects().get(0) - anchored.effects().get(13))
                .isCloseTo(effects[0] - effects[13], within(1e-12));
    }

    @Test
    void shouldSayWhichAnchorsAreMissingAndHowWideTheySpan() {
        // given: anchors at one end only, one of them not in the study
        double[] effects = IntStream.range(0, SIZE)
                .mapToDouble(i -> i < 11 ? i / 100.0 : i)
                .toArray();
        var anchors = new Anchors(
                IntStream.range(0, 11).mapToObj(i -> i == 10 ? "gone" : "t" + i).toList());
        // when
        var anchored = (Anchored) anchors.zero(NAMES, effects, covariance(new SplittableRandom(1)));
        // then
        assertThat(anchored.missing()).containsExactly("gone");
        assertThat(anchored.narrow()).isTrue();
        assertThat(anchored.zero()).isCloseTo(0.045, within(1e-12));
    }

    @Test
    void shouldRefuseAZeroThatRestsOnFewAnchors() {
        // given
        var covariance = covariance(new SplittableRandom(1));
        // when
        var few = new Anchors(NAMES.subList(0, 9)).zero(NAMES, new double[SIZE], covariance);
        // then
        assertThat(few).isInstanceOfSatisfying(Unanchored.class, unanchored -> {
            assertThat(unanchored.present()).isEqualTo(9);
            assertThat(unanchored.sentence()).contains("Only 9 anchor tags");
        });
        assertThatThrownBy(() -> new Anchors(List.of("a", "a"))).hasMessageContaining("each tag once");
    }

    private static Covariance covariance(SplittableRandom random) {
        double[][] root = new double[SIZE][SIZE];
        double[][] rows = new double[SIZE][SIZE];
        for (double[] row : root) {
            Arrays.setAll(row, i -> random.nextGaussian());
        }
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < SIZE; j++) {
                for (int k = 0; k < SIZE; k++) {
                    rows[i][j] += root[i][k] * root[j][k] / SIZE;
                }
            }
        }
        return Covariance.of(rows);
    }
}
