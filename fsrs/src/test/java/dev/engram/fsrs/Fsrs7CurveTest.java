package dev.engram.fsrs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Fsrs7CurveTest {
    private static Fsrs7Curve curve(SplittableRandom random) {
        return new Fsrs7Curve(
                Seeds.weights7(random).toArray(),
                Math.pow(10, random.nextDouble(-3, 4)),
                Math.pow(10, random.nextDouble(-3, 4)),
                random.nextDouble(1, 10));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.fsrs.Seeds#fixedAndOneFresh")
    void shouldHaveTheSlopeOfItsRecall(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 5000; i++) {
            // given
            var curve = curve(random);
            double days = Math.pow(10, random.nextDouble(-2, 4));
            double step = 1e-4 * days;
            // when
            double difference = (curve.recall(days + step) - curve.recall(days - step)) / (2 * step);
            // then
            assertThat(curve.slope(days)).isNegative().isCloseTo(difference, within(1e-6 / days));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.fsrs.Seeds#fixedAndOneFresh")
    void shouldFindTheTimeOfEveryRecallItReaches(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 5000; i++) {
            // given
            var curve = curve(random);
            double retention = random.nextDouble(0.05, 0.995);
            // when
            double days = curve.daysUntil(retention);
            // then
            assertThat(days).isBetween(0.0, 36500.0);
            if (days == 36500) {
                assertThat(curve.recall(days)).isGreaterThanOrEqualTo(retention - 1e-3);
            } else if (days > 1e-9) {
                assertThat(curve.recall(days)).isCloseTo(retention, within(1e-3));
            }
        }
    }

    @Test
    void shouldStayInsideItsEdges() {
        // given
        var curve = new Fsrs7Curve(Fsrs7Weights.DEFAULT.toArray(), 10, 8, 5);
        // then
        assertThat(curve.recall(0)).isCloseTo(0.99999, within(1e-12));
        assertThat(curve.fastRecall(0)).isEqualTo(1);
        assertThat(curve.recall(1e300)).isBetween(1e-5, 0.01);
        assertThat(curve.daysUntil(0.9999)).isZero();
        assertThat(curve.daysUntil(1)).isZero();
        assertThat(curve.daysUntil(0.99989)).isPositive();
        assertThat(curve.daysUntil(1e-9)).isEqualTo(curve.daysUntil(0.0001));
    }
}
