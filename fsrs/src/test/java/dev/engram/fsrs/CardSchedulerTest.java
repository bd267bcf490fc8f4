package dev.engram.fsrs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CardSchedulerTest {
    private static final CardProgress REVIEWED = new CardProgress(Phase.REVIEW, 0, new MemoryState(10, 5));

    private static CardScheduler with(Steps learning, Steps relearning, int max) {
        return new CardScheduler(Weights.DEFAULT, new SchedulingRules(0.9, learning, relearning, max, true));
    }

    @ParameterizedTest
    @EnumSource
    void shouldSendEveryAnswerToReviewWithoutSteps(Grade grade) {
        // given
        var scheduler = with(Steps.NONE, Steps.NONE, 36500);
        // when
        var first = scheduler.answer(CardProgress.NEW, 0, grade);
        // then
        assertThat(first.phase()).isEqualTo(Phase.REVIEW);
        assertThat(first.intervalDays()).isPositive();
        assertThat(first.delay()).isEqualTo(Duration.ofDays(first.intervalDays()));
    }

    @Test
    void shouldKeepALapseInReviewWithoutRelearningSteps() {
        // given
        var scheduler = with(Steps.NONE, Steps.NONE, 36500);
        // when
        var lapse = scheduler.answer(REVIEWED, 10, Grade.AGAIN);
        // then
        assertThat(lapse.phase()).isEqualTo(Phase.REVIEW);
        assertThat(lapse.memory().stabilityDays()).isLessThan(10);
        assertThat(lapse.intervalDays())
                .isEqualTo((int) Math.max(1, Math.round(lapse.memory().stabilityDays())));
    }

    @Test
    void shouldMakeHardGoodAndEasyEqualAtTheCeiling() {
        // given
        var scheduler = with(Steps.NONE, Steps.NONE, 7);
        // when
        var intervals = Arrays.stream(Grade.values())
                .map(grade -> scheduler.answer(REVIEWED, 10, grade).intervalDays())
                .toList();
        // then
        assertThat(intervals).containsExactly(1, 7, 7, 7);
    }

    @Test
    void shouldKeepGoodAndEasyADayApartWhereRoundingMakesThemEqual() {
        // given: a stability so small that every answer rounds to at most one day
        var card = new CardProgress(Phase.REVIEW, 0, new MemoryState(0.001, 10));
        var scheduler = with(Steps.NONE, Steps.NONE, 36500);
        // when
        var intervals = Arrays.stream(Grade.values())
                .map(grade -> scheduler.answer(card, 0, grade).intervalDays())
                .toList();
        // then
        assertThat(intervals).containsExactly(1, 1, 2, 3);
    }

    @ParameterizedTest
    @CsvSource({
        "PT1H, , PT1H30M",
        "PT20H, , P1DT0H", // 30 hours are rounded to whole days
        "PT30H, , P2D", // 45 hours
        "P3D, , P4D", // at most a day more
        "PT1M, PT10M, PT5M30S",
        "PT12H, P4D, P2D", // 54 hours
        "PT1M, P1D, PT12H30S"
    })
    void shouldDelayHardAtTheFirstStepAsAnkiDoes(Duration first, Duration second, Duration expected) {
        // given
        var steps = second == null ? Steps.of(first) : Steps.of(first, second);
        // when
        var delay = steps.delay(0, Grade.HARD);
        // then
        assertThat(delay).isEqualTo(expected);
    }

    @Test
    void shouldRefuseWhatItCannotSchedule() {
        var scheduler = new CardScheduler(Weights.DEFAULT, SchedulingRules.DEFAULT);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scheduler.answer(REVIEWED, -1, Grade.GOOD))
                .withMessage("elapsed days must be at least 0, was -1");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> scheduler.answer(new CardProgress(Phase.RELEARNING, 1, REVIEWED.memory()), 0, Grade.GOOD))
                .withMessage("step must be 0 to 0, was 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Steps.of(Duration.ofMinutes(1), Duration.ZERO))
                .withMessageContaining("step 1 must be at least 1 second");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SchedulingRules(1, Steps.NONE, Steps.NONE, 36500, true))
                .withMessageContaining("desired retention");
    }
}
