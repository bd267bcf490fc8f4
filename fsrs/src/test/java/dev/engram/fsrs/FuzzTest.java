package dev.engram.fsrs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FuzzTest {
    @ParameterizedTest
    @CsvSource({
        "00000000-0000-0000-0000-000000000001, 0, 0.766301757339086",
        "00000000-0000-0000-0000-000000000001, 1, 0.21748923448407254",
        "00000000-0000-0000-0000-000000000001, 2, 0.6849302968778451",
        "0191f3a0-6b1c-7d2e-8a4f-5b6c7d8e9f00, 0, 0.2228019472002155",
        "0191f3a0-6b1c-7d2e-8a4f-5b6c7d8e9f00, 1, 0.736101535737753",
        "0191f3a0-6b1c-7d2e-8a4f-5b6c7d8e9f00, 2, 0.041094986931956234"
    })
    void shouldDrawThePublishedNumbers(UUID card, int position, double expected) {
        assertThat(Fuzz.u(card, position)).isEqualTo(expected);
        assertThat(Fuzz.of(card, position, 7)).isEqualTo(new Fuzz(expected, 7));
    }

    @ParameterizedTest
    @CsvSource({
        // days, previous, u, interval: around 10 days the range is 8 to 12, around 37 it is 33 to 41
        "10, 0, 0, 8",
        "10, 0, 0.999, 12",
        "10, 8, 0, 9", // a growing interval stays above the one before
        "10, 9, 0, 10",
        "10, 10, 0, 10", // not growing, but within reach: not below it
        "10, 12, 0, 12",
        "10, 13, 0, 8", // out of reach: fuzz as if there were none before
        "37, 30, 0.5, 37",
        "37, 36, 0, 37",
        "1.4, 0, 0.999, 1",
        "2.4, 0, 0.999, 2"
    })
    void shouldNotFuzzAGrowingIntervalDownToTheOneBefore(double days, int previous, double u, int expected) {
        assertThat(new Fuzz(u, previous).interval(days, 1, 36500)).isEqualTo(expected);
    }

    @Test
    void shouldLetTheMaximumWin() {
        assertThat(new Fuzz(0.5, 100).interval(150, 1, 100)).isEqualTo(100);
        assertThat(new Fuzz(0.999, 3).interval(50, 41, 40)).isEqualTo(40);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.fsrs.Seeds#fixedAndOneFresh")
    void shouldKeepAnswersInOrderWithinRangeAndLeaveMemoryAndStepsAlone(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 5000; i++) {
            // given
            int max = random.nextInt(1, 400);
            var rules = new SchedulingRules(
                    random.nextDouble(0.7, 0.98), Steps.NONE, Steps.NONE, max, random.nextBoolean());
            var scheduler = new CardScheduler(Seeds.weights(random), rules);
            var card = new CardProgress(Phase.REVIEW, 0, Seeds.memory(random));
            long elapsed = random.nextLong(0, 400);
            var fuzz = new Fuzz(random.nextDouble(), random.nextInt(0, 400));
            // when
            var days = Arrays.stream(Grade.values())
                    .map(grade -> scheduler.answer(card, elapsed, grade, fuzz).intervalDays())
                    .toList();
            // then
            assertThat(days).allMatch(interval -> interval >= 1 && interval <= max);
            for (int grade = 2; grade < 4; grade++) {
                assertThat(days.get(grade)).isGreaterThanOrEqualTo(Math.min(max, days.get(grade - 1) + 1));
            }
            for (var grade : Grade.values()) {
                assertThat(scheduler.answer(card, elapsed, grade, fuzz).memory())
                        .isEqualTo(scheduler.answer(card, elapsed, grade).memory());
            }
            if (rules.shortTerm()) {
                assertThat(scheduler.answer(card, elapsed, Grade.AGAIN, fuzz))
                        .isEqualTo(scheduler.answer(card, elapsed, Grade.AGAIN));
            }
        }
    }

    @Test
    void shouldSpreadCardsOverTheWholeRange() {
        // when
        var days = new int[50];
        for (int card = 0; card < 10_000; card++) {
            days[new Fuzz(Fuzz.u(0, card, 3), 0).interval(37, 1, 36500)]++;
        }
        // then: nine days, each a ninth; a standard deviation is 31
        for (int day = 33; day <= 41; day++) {
            assertThat(days[day]).isBetween(1111 - 160, 1111 + 160);
        }
    }

    @Test
    void shouldRefuseWhatIsOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Fuzz(1, 0))
                .withMessage("u must be in [0, 1), was 1.0");
        assertThatIllegalArgumentException().isThrownBy(() -> new Fuzz(Double.NaN, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Fuzz(0.5, -1))
                .withMessage("previous interval must be at least 0, was -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fuzz.u(new UUID(0, 1), -1))
                .withMessage("position must be at least 0, was -1");
    }
}
