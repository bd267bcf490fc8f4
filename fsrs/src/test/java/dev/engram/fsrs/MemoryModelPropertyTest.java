package dev.engram.fsrs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold for both models under any legal weights. */
class MemoryModelPropertyTest {
    private static final int CARDS = 1500;

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.fsrs.Seeds#fixedAndOneFresh")
    void shouldHoldForFsrs6(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < CARDS; i++) {
            study(new Fsrs6(Seeds.weights(random)), random, () -> random.nextInt(4) == 0 ? 0.0 : random.nextInt(2000));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.fsrs.Seeds#fixedAndOneFresh")
    void shouldHoldForFsrs7(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < CARDS; i++) {
            study(new Fsrs7(Seeds.weights7(random)), random, () -> Math.pow(10, random.nextDouble(-5, 3.5)));
        }
    }

    /** A card's life; a state out of bounds would be refused by its constructor. */
    private static <S> void study(MemoryModel<S> model, SplittableRandom random, Supplier<Double> elapsed) {
        @Nullable S state = null;
        for (int review = 0; review < 12; review++) {
            double days = elapsed.get();
            double retention = random.nextDouble(0.5, 0.99);
            var next = model.nextStates(state, days, retention);
            betterAnswersAreNeverShorter(next);
            if (state != null) {
                timeLowersRecall(model, state, random);
                moreRetentionIsNeverLater(model, state, retention, random);
            }
            var grade = Grade.of(random.nextInt(1, 5));
            state = next.of(grade).state();
        }
    }

    private static <S> void betterAnswersAreNeverShorter(NextStates<S> next) {
        assertThat(next.again().intervalDays()).isBetween(0.0, next.hard().intervalDays());
        assertThat(next.hard().intervalDays()).isLessThanOrEqualTo(next.good().intervalDays());
        assertThat(next.good().intervalDays()).isLessThanOrEqualTo(next.easy().intervalDays());
        assertThat(next.easy().intervalDays()).isFinite();
    }

    private static <S> void timeLowersRecall(MemoryModel<S> model, S state, SplittableRandom random) {
        double days = Math.pow(10, random.nextDouble(-5, 4.5));
        double recall = model.retrievability(state, days);
        assertThat(recall).isPositive().isLessThanOrEqualTo(1);
        assertThat(model.retrievability(state, days * random.nextDouble(1.01, 10)))
                .isLessThanOrEqualTo(recall);
        assertThat(model.retrievability(state, 0)).isGreaterThanOrEqualTo(recall);
    }

    private static <S> void moreRetentionIsNeverLater(
            MemoryModel<S> model, S state, double retention, SplittableRandom random) {
        // FSRS-7 finds intervals to 0.001 in recall: further apart than that, their order is certain
        double more = retention + 0.0025 + random.nextDouble(0.005);
        double resolution = 1e-9;
        assertThat(model.intervalDays(state, more))
                .isLessThanOrEqualTo(model.intervalDays(state, retention) + resolution);
    }
}
