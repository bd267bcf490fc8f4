package dev.engram.fsrs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CardViewFoldTest {
    private static final List<Steps> STEPS = List.of(
            Steps.NONE,
            Steps.of(Duration.ofMinutes(10)),
            Steps.of(Duration.ofMinutes(1), Duration.ofMinutes(10)),
            Steps.of(Duration.ofSeconds(90), Duration.ofHours(8), Duration.ofDays(3)));

    private static SchedulingRules rules(SplittableRandom random) {
        int max = random.nextBoolean() ? 36500 : random.nextInt(1, 60);
        double retention = random.nextDouble(0.7, 0.98);
        return random.nextInt(4) == 0
                ? new SchedulingRules(retention, Steps.NONE, Steps.NONE, max, false)
                : new SchedulingRules(
                        retention,
                        STEPS.get(random.nextInt(STEPS.size())),
                        STEPS.get(random.nextInt(STEPS.size())),
                        max,
                        true);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.fsrs.Seeds#fixedAndOneFresh")
    void shouldAgreeWithTheScheduler(long seed) {
        var random = new SplittableRandom(seed);
        var view = new CardView();
        for (int i = 0; i < 2000; i++) {
            // given
            var weights = random.nextBoolean() ? Weights.DEFAULT : Seeds.weights(random);
            var rules = rules(random);
            var scheduler = new CardScheduler(weights, rules);
            var fold = new CardViewFold(weights, rules);
            var card = CardProgress.NEW;
            int lapses = 0;
            long at = random.nextLong(1_000_000_000_000L);
            view.clear();
            for (int review = 1; review <= 15; review++) {
                int elapsed = random.nextInt(3) == 0 ? 0 : random.nextInt(400);
                var grade = Grade.of(random.nextInt(1, 5));
                at += elapsed * 86_400_000L + 1000;
                lapses += card.phase() == Phase.REVIEW && grade == Grade.AGAIN ? 1 : 0;
                // when
                var wanted = scheduler.answer(card, elapsed, grade);
                fold.answer(view, at, elapsed, grade.value());
                card = wanted.progress();
                // then
                assertThat(view.phase()).isEqualTo(wanted.phase());
                assertThat(view.step()).isEqualTo(wanted.step());
                assertThat(view.intervalDays()).isEqualTo(wanted.intervalDays());
                assertThat(view.dueMillis()).isEqualTo(at + wanted.delay().toMillis());
                assertThat(view.lastReviewMillis()).isEqualTo(at);
                assertThat(view.reviews()).isEqualTo(review);
                assertThat(view.lapses()).isEqualTo(lapses);
                double stability = wanted.memory().stabilityDays();
                assertThat(view.stabilityDays()).isCloseTo(stability, within(1e-10 * stability));
                assertThat(view.difficulty()).isCloseTo(wanted.memory().difficulty(), within(1e-10));
            }
        }
    }

    @Test
    void shouldRefuseAndLeaveTheViewAlone() {
        // given
        var fold = new CardViewFold(Weights.DEFAULT, SchedulingRules.DEFAULT);
        var view = new CardView();
        // when, then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fold.answer(view, 0, 0, 5))
                .withMessage("rating must be 1 to 4, was 5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fold.answer(view, 0, -1, 3))
                .withMessage("elapsed days must be at least 0, was -1");
        assertThat(view.phase()).isEqualTo(Phase.NEW);
        assertThat(view.reviews()).isZero();
    }
}
