package dev.engram.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FalseDiscoveryTest {
    /** Example of Benjamini and Hochberg's method in common use; expected: {@code p.adjust(p, "BH")} of R 4.2. */
    @Test
    void shouldAdjustAsRDoes() {
        // given
        double[] tails = {
            .001, .008, .039, .041, .042, .06, .074, .205, .212, .216, .222, .251, .269, .275, .34, .341, .384, .569,
            .594, .696, .762, .94, .942, .975, .986
        };
        double[] expected = {
            0.025,
            0.1,
            0.21,
            0.21,
            0.21,
            0.25,
            0.26428571428571429,
            0.49107142857142866,
            0.49107142857142866,
            0.49107142857142866,
            0.49107142857142866,
            0.49107142857142866,
            0.49107142857142866,
            0.49107142857142866,
            0.5328125,
            0.5328125,
            0.56470588235294128,
            0.78157894736842104,
            0.78157894736842104,
            0.87,
            0.90714285714285714,
            0.986,
            0.986,
            0.986,
            0.986
        };
        // then
        assertThat(FalseDiscovery.adjusted(tails, tails.length)).containsExactly(expected, within(1e-14));
    }

    /** {@code p.adjust(c(.03, .001, .2, .0004, .001), "BH", n = 40)} */
    @Test
    void shouldCountTestsThatAreNotGiven() {
        assertThat(FalseDiscovery.adjusted(new double[] {.03, .001, .2, .0004, .001}, 40))
                .containsExactly(
                        new double[] {0.3, 0.013333333333333334, 1, 0.013333333333333334, 0.013333333333333334},
                        within(1e-15));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldNameTheSameTestsWhereTheLargeTailsAreLeftOut(long seed) {
        // given
        var random = new Random(seed);
        double level = 0.05;
        for (int run = 0; run < 50; run++) {
            var all = random.doubles(1 + random.nextInt(200))
                    .map(p -> Math.pow(p, 3))
                    .sorted()
                    .toArray();
            var small = Arrays.stream(all).filter(p -> p <= level).toArray();
            // when
            var whole = FalseDiscovery.adjusted(all, all.length);
            var part = FalseDiscovery.adjusted(small, all.length);
            // then
            assertThat(Arrays.stream(part).filter(q -> q <= level).toArray())
                    .containsExactly(
                            Arrays.stream(whole).filter(q -> q <= level).toArray());
        }
    }

    @Test
    void shouldRefuseWhatIsNoTailProbability() {
        assertThat(FalseDiscovery.adjusted(new double[0], 0)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> FalseDiscovery.adjusted(new double[] {.1, .2}, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> FalseDiscovery.adjusted(new double[] {Double.NaN}, 1));
    }
}
