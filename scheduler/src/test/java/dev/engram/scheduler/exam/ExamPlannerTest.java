package dev.engram.scheduler.exam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.engram.events.EventId;
import dev.engram.events.Ids;
import dev.engram.events.Plan;
import dev.engram.fsrs.Phase;
import dev.engram.scheduler.CardOverrides;
import dev.engram.scheduler.CardState;
import dev.engram.scheduler.LearnerCalendar;
import dev.engram.scheduler.Recall;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExamPlannerTest {
    private static final Instant NOW = Instant.parse("2026-03-02T20:15:00Z");
    private static final LearnerCalendar CALENDAR = LearnerCalendar.of(ZoneId.of("Europe/Vienna"), 4);
    private static final LocalDate DAY = LocalDate.parse("2026-04-01");

    private static List<CardState> states(int cards, long seed) {
        var random = new Random(seed);
        var states = new ArrayList<CardState>();
        for (int i = 0; i < cards; i++) {
            var last = NOW.minus(Duration.ofMinutes(random.nextInt(60 * 24 * 40)));
            int interval = 1 + random.nextInt(60);
            states.add(new CardState(
                    Phase.REVIEW,
                    0,
                    1 + random.nextDouble() * 60,
                    1 + random.nextDouble() * 9,
                    last,
                    new EventId(Ids.v7()),
                    last.plus(Duration.ofDays(interval)),
                    interval,
                    5,
                    0,
                    CALENDAR.day(last),
                    CALENDAR.day(last),
                    true,
                    4,
                    4,
                    CardOverrides.NONE));
        }
        return states;
    }

    private static ExamGoal goal(double target, int cap, @Nullable Double minutes, int fresh) {
        return new ExamGoal(DAY, target, cap, minutes, fresh, 5);
    }

    private static ExamForecast forecast(List<CardState> states, int newCards, ExamGoal goal) {
        return ExamPlanner.forecast(states, newCards, goal, Plan.DEFAULT, CALENDAR, NOW);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldForgetByTheCurveWhereNothingIsStudied(long seed) {
        // given
        var states = states(100, seed);
        // when
        var forecast = forecast(states, 25, goal(0.9, 0, null, 5));
        // then: noon of 1 April in Vienna; cards never seen count as 0
        var examAt = Instant.parse("2026-04-01T10:00:00Z");
        var recall = Recall.under(Plan.DEFAULT);
        double known =
                states.stream().mapToDouble(state -> recall.of(state, examAt)).sum() / 125;
        assertThat(forecast.examAt()).isEqualTo(examAt);
        assertThat(forecast.studyDays()).isEqualTo(30);
        assertThat(forecast.unstudied()).isEqualTo(known);
        assertThat(forecast.study().expected()).isCloseTo(known, within(1e-12));
        assertThat(forecast.study().low()).isCloseTo(known, within(1e-12));
        assertThat(forecast.isReachable()).isFalse();
    }

    @Test
    void shouldNameTheSmallestPaceAndRetentionThatReachTheTarget() {
        // given
        var states = states(150, 4);
        // when
        var tight = forecast(states, 60, goal(0.85, 3, null, 5));
        var pace = tight.smallestPace();
        // then
        assertThat(tight.isReachable()).isFalse();
        assertThat(tight.smallestRetention()).isNull();
        assertThat(pace).isBetween(4, 100);
        var enough = forecast(states, 60, goal(0.85, pace + 2, null, 5));
        assertThat(enough.isReachable()).isTrue();
        assertThat(enough.study().low())
                .isLessThanOrEqualTo(enough.study().expected())
                .isGreaterThan(enough.unstudied());
        assertThat(enough.study().busiestDay()).isLessThanOrEqualTo(pace + 2);
        var free = forecast(states, 60, goal(0.85, 200, null, 5));
        assertThat(free.smallestRetention()).isBetween(0.70, 0.90);
        assertThat(forecast(states, 60, goal(0.985, 1_000, null, 5)).smallestPace())
                .isNull();
    }

    @Test
    void shouldGiveTheSameForecastForTheSameSeed() {
        // given
        var goal = goal(0.9, 20, 15.0, 4);
        // when
        var forecast = forecast(states(80, 9), 20, goal);
        // then
        assertThat(forecast(states(80, 9), 20, goal).study()).isEqualTo(forecast.study());
        assertThat(forecast.model()).isEqualTo("FSRS-6");
        assertThat(forecast.weightsVersion()).isEqualTo(Plan.DEFAULT.weightsVersion());
        assertThat(forecast.runs()).isEqualTo(ExamPlanner.MOST_RUNS);
    }

    @Test
    void shouldSayWhatIsKnownTodayAndRefuseDaysThatAreOverOrFarAhead() {
        // given
        var today = new ExamGoal(LocalDate.parse("2026-03-02"), 0.5, 10, null, 5, 1);
        var over = new ExamGoal(LocalDate.parse("2026-03-01"), 0.5, 10, null, 5, 1);
        var far = new ExamGoal(LocalDate.parse("2028-03-01"), 0.5, 10, null, 5, 1);
        // when
        var forecast = forecast(states(10, 1), 0, today);
        // then
        assertThat(forecast.studyDays()).isZero();
        assertThat(forecast.runs()).isZero();
        assertThat(forecast.study().expected()).isEqualTo(forecast.unstudied());
        assertThatIllegalArgumentException().isThrownBy(() -> forecast(List.of(), 1, over));
        assertThatIllegalArgumentException().isThrownBy(() -> forecast(List.of(), 1, far));
    }

    @Test
    void shouldTakeFewerRunsWhereEachIsLong() {
        assertThat(ExamPlanner.runs(30, 100)).isEqualTo(200);
        assertThat(ExamPlanner.runs(366, 200)).isBetween(30, 50);
        assertThat(ExamPlanner.runs(366, 1_000)).isEqualTo(10);
        assertThat(ExamPlanner.runs(1, 0)).isEqualTo(200);
    }
}
