package dev.engram.fsrs.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.engram.fsrs.ForgettingCurve;
import dev.engram.fsrs.Phase;
import dev.engram.fsrs.SchedulingRules;
import dev.engram.fsrs.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExamSimulationTest {
    private static final int DAYS = 40;
    private static final long DAY_MILLIS = 86_400_000;

    private static List<StartedCard> started(int cards, Random random) {
        var started = new ArrayList<StartedCard>();
        for (int i = 0; i < cards; i++) {
            int lastDay = -random.nextInt(60);
            started.add(new StartedCard(
                    Phase.REVIEW,
                    0,
                    0.5 + random.nextDouble() * 80,
                    1 + random.nextDouble() * 9,
                    lastDay * DAY_MILLIS - random.nextInt(3_600_000),
                    lastDay,
                    lastDay + 1 + random.nextInt(90)));
        }
        return started;
    }

    private static ExamSettings settings(
            List<StartedCard> started, int fresh, int newPerDay, int cap, int runs, long seed) {
        var study = new SimulationSettings(
                DAYS, fresh, newPerDay, cap, Weights.DEFAULT, SchedulingRules.DEFAULT, AnswerHabits.DEFAULT, seed);
        return new ExamSettings(study, started, Double.POSITIVE_INFINITY, DAYS + 0.25, runs, Set.of(), 0);
    }

    /** By the forgetting curve itself. */
    private static double unstudied(ExamSettings settings) {
        var curve = ForgettingCurve.of(settings.study().weights());
        double recall = 0;
        for (var card : settings.started()) {
            recall += curve.retrievability(
                    settings.examDay() - card.lastReviewMillis() / (double) DAY_MILLIS, card.stabilityDays());
        }
        return recall / settings.cards();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldForgetByTheCurveWhereNothingIsStudied(long seed) {
        // given
        var settings = settings(started(300, new Random(seed)), 20, 5, 0, 3, seed);
        // when
        var simulated = ExamSimulation.of(settings);
        // then: exactly, in every run
        assertThat(simulated.recalls()).containsOnly(unstudied(settings));
        assertThat(simulated.expected()).isCloseTo(unstudied(settings), within(1e-15));
        assertThat(simulated.reviewsPerDay()).isZero();
        assertThat(simulated.introduced()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void shouldNotRecallLessWhereMoreIsStudied(long seed) {
        // given
        var cards = started(200, new Random(seed));
        double before = 0;
        // when
        for (int cap : new int[] {0, 1, 3, 6, 12, 25, 50, 200}) {
            double recall =
                    ExamSimulation.of(settings(cards, 60, 10, cap, 40, seed)).expected();
            // then: but for some thousandths, since what is studied later is fresher on the day
            assertThat(recall).as("cap " + cap).isGreaterThan(before - 0.005);
            before = recall;
        }
        assertThat(before).isGreaterThan(0.85);
    }

    @Test
    void shouldGiveTheSameForTheSameSeedAndAnOrderedBand() {
        // given
        var settings = settings(started(100, new Random(7)), 50, 5, 30, 50, 7);
        // when
        var simulated = ExamSimulation.of(settings);
        // then
        assertThat(ExamSimulation.of(settings).recalls()).isEqualTo(simulated.recalls());
        assertThat(simulated.quantile(0.1))
                .isLessThanOrEqualTo(simulated.expected())
                .isGreaterThan(0.5);
        assertThat(simulated.quantile(0.9)).isGreaterThanOrEqualTo(simulated.expected());
        assertThat(simulated.shareReaching(0)).isEqualTo(1);
        assertThat(simulated.shareReaching(1.01)).isZero();
        assertThat(simulated.introduced()).isEqualTo(50);
        assertThat(simulated.busiestDay()).isLessThanOrEqualTo(30);
        assertThat(simulated.reviewsPerDay()).isBetween(1.0, 30.0);
    }

    private static ExamSettings resting(ExamSettings all, int from, int to) {
        var rest = IntStream.range(from, to).boxed().collect(Collectors.toSet());
        return new ExamSettings(
                all.study(), all.started(), all.minutesPerDay(), all.examDay(), all.runs(), rest, all.neverSeen());
    }

    @Test
    void shouldStudyNothingOnDaysOfRestAndWhatWaitsAfterThem() {
        // given
        var all = settings(started(200, new Random(3)), 40, 4, 30, 20, 3);
        // when
        var free = ExamSimulation.of(all);
        var never = resting(all, 0, DAYS);
        var early = ExamSimulation.of(resting(all, 12, DAYS));
        // then
        assertThat(ExamSimulation.of(never).recalls()).containsOnly(unstudied(never));
        assertThat(ExamSimulation.of(never).reviewsPerDay()).isZero();
        assertThat(early.expected()).isLessThan(free.expected()).isGreaterThan(unstudied(never));
        assertThat(early.introduced()).isEqualTo(40);
    }

    @Test
    void shouldCountCardsThatAreNeverSeenAsForgotten() {
        // given
        var all = settings(started(50, new Random(4)), 0, 0, 30, 5, 4);
        // when
        var more = new ExamSettings(
                all.study(), all.started(), all.minutesPerDay(), all.examDay(), all.runs(), Set.of(), 50);
        // then
        assertThat(ExamSimulation.of(more).expected())
                .isCloseTo(ExamSimulation.of(all).expected() / 2, within(1e-12));
    }

    @Test
    void shouldStopStudyingADayWhenItsTimeIsOver() {
        // given
        var all = settings(started(500, new Random(9)), 0, 0, 500, 5, 9);
        var some = new ExamSettings(all.study(), all.started(), 2, all.examDay(), all.runs(), Set.of(), 0);
        // when
        var free = ExamSimulation.of(all);
        var limited = ExamSimulation.of(some);
        // then: a card that was begun is finished
        assertThat(limited.minutesPerDay()).isLessThan(3).isLessThan(free.minutesPerDay());
        assertThat(limited.expected()).isLessThan(free.expected());
    }

    @Test
    void shouldNameWhatItRefuses() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StartedCard(Phase.NEW, 0, 1, 1, 0, 0, 1))
                .withMessageContaining("was NEW");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(List.of(), 1, 1, 1, 0, 1))
                .withMessage("runs must be at least 1, was 0");
        assertThat(ExamSimulation.of(settings(List.of(), 0, 1, 1, 1, 1)).expected())
                .isZero();
    }
}
