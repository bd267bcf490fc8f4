package dev.engram.hardness.agree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AgreementTest {
    private static final double[] FIRST = {1, 2, 2, 3, 5, 5, 5, 8};
    private static final double[] SECOND = {2, 1, 2, 2, 7, 4, 4, 3};

    /** R 4.2.2: {@code cor(c(1,2,2,3,5,5,5,8), c(2,1,2,2,7,4,4,3), method = "kendall")}, and "spearman". */
    @Test
    void shouldGiveWhatRGivesWithTies() {
        // when / then
        assertThat(Agreement.kendallTauB(FIRST, SECOND).orElseThrow()).isCloseTo(0.541666666666667, within(1e-12));
        assertThat(Agreement.spearman(FIRST, SECOND).orElseThrow()).isCloseTo(0.734177215189873, within(1e-12));
    }

    @ParameterizedTest
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldDependOnTheOrderAlone(long seed) {
        // given
        double[] first = scores(seed, 30);
        double[] second = scores(seed + 1, 30);
        double[] stretched = Arrays.stream(first).map(x -> Math.exp(x) - 3).toArray();
        double[] reversed = Arrays.stream(first).map(x -> -x).toArray();
        // when
        double tau = Agreement.kendallTauB(first, second).orElseThrow();
        double rho = Agreement.spearman(first, second).orElseThrow();
        // then
        assertThat(Agreement.kendallTauB(second, stretched).orElseThrow()).isEqualTo(tau);
        assertThat(Agreement.spearman(second, stretched).orElseThrow()).isCloseTo(rho, within(1e-14));
        assertThat(Agreement.kendallTauB(reversed, second).orElseThrow()).isEqualTo(-tau);
        assertThat(Agreement.spearman(reversed, second).orElseThrow()).isCloseTo(-rho, within(1e-14));
        assertThat(Agreement.kendallTauB(first, first).orElseThrow()).isCloseTo(1, within(1e-15));
        assertThat(Agreement.topOverlap(stretched, second, 5)).isEqualTo(Agreement.topOverlap(second, first, 5));
    }

    @ParameterizedTest
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldOverlapWithItselfWhateverItsTies(long seed) {
        // given
        double[] scores = scores(seed, 20);
        // when / then
        for (int k = 1; k <= scores.length; k++) {
            assertThat(Agreement.topOverlap(scores, scores, k)).isCloseTo(1, within(1e-12));
        }
    }

    @Test
    void shouldShareThePlaceThatTiesStraddle() {
        // given: the second place of the first scoring is shared by two, of which the other scoring has one on top
        double[] first = {9, 5, 5, 1};
        double[] second = {1, 9, 2, 5};
        // when / then
        assertThat(Agreement.topOverlap(first, second, 2)).isEqualTo(0.25);
        assertThat(Agreement.topOverlap(first, second, 4)).isEqualTo(1);
    }

    @Test
    void shouldBeUndefinedWhereOneSideIsConstant() {
        // given
        double[] constant = {3, 3, 3};
        double[] varying = {1, 2, 3};
        // when / then
        assertThat(Agreement.kendallTauB(constant, varying)).isEmpty();
        assertThat(Agreement.spearman(varying, constant)).isEmpty();
        assertThat(Agreement.kendallTauB(new double[] {1}, new double[] {1})).isEmpty();
        assertThat(Agreement.spearman(new double[0], new double[0])).isEmpty();
        assertThat(Agreement.kendallTauB(new double[] {0.0, -0.0}, new double[] {1, 2}))
                .isEmpty();
    }

    @Test
    void shouldRefuseWhatIsNoScore() {
        // when / then
        assertThatThrownBy(() -> Agreement.spearman(new double[] {1, Double.NaN}, new double[] {1, 2}))
                .hasMessage("first[1] must be a number, was NaN");
        assertThatThrownBy(() -> Agreement.kendallTauB(new double[2], new double[3]))
                .hasMessageContaining("2 and 3");
        assertThatThrownBy(() -> Agreement.topOverlap(new double[2], new double[2], 3))
                .hasMessage("k must be in [1, 2], was 3");
    }

    /** Rounded, so that some are tied. */
    private static double[] scores(long seed, int size) {
        var random = new SplittableRandom(seed);
        return random.doubles(size, 0, 3).map(x -> Math.round(4 * x) / 4.0).toArray();
    }
}
