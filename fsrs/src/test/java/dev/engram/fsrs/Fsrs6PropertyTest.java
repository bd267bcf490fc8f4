package dev.engram.fsrs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold under any weights within their bounds. */
class Fsrs6PropertyTest {
    private static final int CASES = 20_000;

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.fsrs.Seeds#fixedAndOneFresh")
    void shouldForgetWithTimeAndLessWithStability(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < CASES; i++) {
            // given
            var curve = ForgettingCurve.of(Seeds.weights(random));
            double stability = Seeds.memory(random).stabilityDays();
            double days = random.nextDouble(0, 2000);
            // when
            double recall = curve.retrievability(days, stability);
            // then
            assertThat(recall).isPositive().isLessThanOrEqualTo(1);
            assertThat(curve.retrievability(days + random.nextDouble(100), stability))
                    .isLessThanOrEqualTo(recall);
            assertThat(curve.retrievability(days, stability * random.nextDouble(1, 10)))
                    .isGreaterThanOrEqualTo(recall);
            assertThat(curve.retrievability(0, stability)).isEqualTo(1);
            assertThat(curve.retrievability(stability, stability)).isCloseTo(0.9, within(1e-14));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.fsrs.Seeds#fixedAndOneFresh")
    void shouldGiveIntervalsThatInvertTheCurve(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < CASES; i++) {
            // given
            var curve = ForgettingCurve.of(Seeds.weights(random));
            double stability = Seeds.memory(random).stabilityDays();
            double retention = random.nextDouble(0.5, 0.99);
            // when
            double interval = curve.intervalDays(retention, stability);
            // then
            assertThat(curve.retrievability(interval, stability)).isCloseTo(retention, within(1e-12));
            assertThat(curve.intervalDays(retention + random.nextDouble(0.01), stability))
                    .isLessThanOrEqualTo(interval);
            assertThat(curve.intervalDays(0.9, stability)).isEqualTo(stability);
            double factor = random.nextDouble(0.1, 10);
            assertThat(curve.intervalDays(retention, factor * stability))
                    .isCloseTo(factor * interval, within(1e-12 * factor * interval));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.fsrs.Seeds#fixedAndOneFresh")
    void shouldOrderTheAnswersAndStayInBounds(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < CASES; i++) {
            // given
            var model = new Fsrs6(Seeds.weights(random));
            var before = Seeds.memory(random);
            long elapsed = random.nextInt(4) == 0 ? 0 : random.nextLong(1, 3000);
            // when
            var again = model.next(before, elapsed, Grade.AGAIN); // a state out of bounds would be refused
            var hard = model.next(before, elapsed, Grade.HARD);
            var good = model.next(before, elapsed, Grade.GOOD);
            var easy = model.next(before, elapsed, Grade.EASY);
            // then
            assertThat(again.stabilityDays()).isLessThanOrEqualTo(hard.stabilityDays());
            assertThat(hard.stabilityDays()).isBetween(before.stabilityDays(), good.stabilityDays());
            assertThat(easy.stabilityDays()).isGreaterThanOrEqualTo(good.stabilityDays());
            if (elapsed > 0) {
                assertThat(again.stabilityDays()).isLessThanOrEqualTo(before.stabilityDays());
            }
            assertThat(again.difficulty()).isGreaterThanOrEqualTo(hard.difficulty());
            assertThat(hard.difficulty()).isGreaterThanOrEqualTo(good.difficulty());
            assertThat(good.difficulty()).isGreaterThanOrEqualTo(easy.difficulty());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.fsrs.Seeds#fixedAndOneFresh")
    void shouldAgreeBetweenRecordsAndPrimitives(long seed) {
        var random = new SplittableRandom(seed);
        var model = new Fsrs6(Seeds.weights(random));
        for (int i = 0; i < CASES; i++) {
            // given
            var before = Seeds.memory(random);
            long elapsed = random.nextLong(400);
            var grade = Grade.of(random.nextInt(1, 5));
            // when
            var after = model.next(before, elapsed, grade);
            // then
            assertThat(after.stabilityDays())
                    .isEqualTo(model.nextStability(before.stabilityDays(), before.difficulty(), elapsed, grade));
            assertThat(after.difficulty()).isEqualTo(model.nextDifficulty(before.difficulty(), grade));
        }
    }
}
