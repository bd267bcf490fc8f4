package dev.engram.scheduler.exam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.engram.events.EventId;
import dev.engram.events.Ids;
import dev.engram.events.Plan;
import dev.engram.events.StudyOptions;
import dev.engram.events.StudyOptions.Break;
import dev.engram.events.StudyOptions.Fitting;
import dev.engram.events.StudyOptions.ReviewOrder;
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
        return states(cards, seed, CardOverrides.NONE);
    }

    private static List<CardState> states(int cards, long seed, CardOverrides overrides) {
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
                    overrides));
        }
        return states;
    }

    private static ExamGoal goal(double target, int cap, @Nullable Double minutes, int fresh) {
        return new ExamGoal(DAY, target, cap, minutes, fresh, 5);
    }

    private static ExamForecast forecast(List<CardState> states, int newCards, ExamGoal goal) {
        return ExamPlanner.forecast(new ExamCards(states, newCards, 0), goal, Plan.DEFAULT, CALENDAR, NOW);
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

    private static Plan withBreak(String from, String to) {
        var plan = Plan.DEFAULT;
        return new Plan(
                plan.desiredRetention(),
                plan.learningSteps(),
                plan.relearningSteps(),
                plan.maximumIntervalDays(),
                plan.rolloverHour(),
                plan.zone(),
                plan.newCardsPerDay(),
                plan.reviewsPerDay(),
                plan.fuzz(),
                plan.weights(),
                plan.weightsVersion(),
                new StudyOptions(
                        ReviewOrder.DUE,
                        List.of(),
                        List.of(new Break(LocalDate.parse(from), LocalDate.parse(to))),
                        Fitting.OFF));
    }

    @Test
    void shouldNotStudySuspendedCards() {
        // given
        var suspended = states(60, 4, new CardOverrides(true, null, null, NOW));
        var mixed = new ArrayList<>(states(60, 5));
        mixed.addAll(suspended);
        var goal = goal(0.9, 200, null, 20);
        // when
        var forecast = forecast(suspended, 0, goal);
        // then
        assertThat(forecast.study().expected()).isCloseTo(forecast.unstudied(), within(1e-12));
        assertThat(forecast.study().reviewsPerDay()).isZero();
        assertThat(forecast.smallestPace()).isNull();
        assertThat(forecast(mixed, 0, goal).study().expected())
                .isLessThan(forecast(states(60, 5), 0, goal).study().expected());
    }

    @Test
    void shouldNotIntroduceNewCardsThatAreSuspended() {
        // given
        var goal = goal(0.9, 200, null, 20);
        // when
        var forecast = ExamPlanner.forecast(new ExamCards(states(60, 5), 30, 90), goal, Plan.DEFAULT, CALENDAR, NOW);
        // then
        assertThat(forecast.cards()).isEqualTo(180);
        assertThat(forecast.newCards()).isEqualTo(120);
        assertThat(forecast.study().introduced()).isEqualTo(30);
        assertThat(forecast.study().expected()).isLessThan(0.5);
    }

    @Test
    void shouldNotStudyBuriedCardsBeforeTheirDay() {
        // given
        var today = CALENDAR.day(NOW);
        var goal = goal(0.9, 200, null, 20);
        // when
        var buried = forecast(states(60, 4, new CardOverrides(false, today + 40, null, NOW)), 0, goal);
        // then
        assertThat(buried.study().reviewsPerDay()).isZero();
    }

    @Test
    void shouldNotStudyInBreaks() {
        // given: 30 days from 2 March on
        var cards = new ExamCards(states(100, 6), 20, 0);
        var goal = goal(0.9, 200, null, 20);
        // when
        var free = ExamPlanner.forecast(cards, goal, Plan.DEFAULT, CALENDAR, NOW);
        var some = ExamPlanner.forecast(cards, goal, withBreak("2026-03-12", "2026-03-31"), CALENDAR, NOW);
        var none = ExamPlanner.forecast(cards, goal, withBreak("2026-03-01", "2026-04-09"), CALENDAR, NOW);
        // then
        assertThat(some.studyDays()).isEqualTo(10);
        assertThat(some.study().expected()).isLessThan(free.study().expected());
        assertThat(none.studyDays()).isZero();
        assertThat(none.study().expected()).isCloseTo(none.unstudied(), within(1e-12));
        assertThat(none.isReachable()).isFalse();
        assertThat(none.smallestPace()).isNull();
    }

    @Test
    void shouldSayTheFewestRunsOfWhatItTried() {
        // given: 1,000 cards a day are tried too
        var far = new ExamGoal(LocalDate.parse("2027-03-03"), 0.9, 10, null, 5, 1);
        // when
        var forecast = forecast(states(5, 1), 0, far);
        // then
        assertThat(forecast.studyDays()).isEqualTo(366);
        assertThat(forecast.runs()).isEqualTo(200);
        assertThat(forecast.searchRuns()).isEqualTo(5);
    }

    @Test
    void shouldTakeFewerRunsWhereEachIsLong() {
        assertThat(ExamPlanner.runs(30, 100)).isEqualTo(200);
        assertThat(ExamPlanner.runs(366, 200)).isBetween(30, 50);
        assertThat(ExamPlanner.runs(366, 1_000)).isEqualTo(10);
        assertThat(ExamPlanner.runs(1, 0)).isEqualTo(200);
    }
}
