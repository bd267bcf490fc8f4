package dev.engram.fsrs.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.engram.fsrs.SchedulingRules;
import dev.engram.fsrs.Steps;
import dev.engram.fsrs.Weights;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadSimulationTest {
    private static SimulationSettings settings(int days, int cards, int newPerDay, int reviewsPerDay, long seed) {
        return new SimulationSettings(
                days,
                cards,
                newPerDay,
                reviewsPerDay,
                Weights.DEFAULT,
                SchedulingRules.DEFAULT,
                AnswerHabits.DEFAULT,
                seed);
    }

    @Test
    void shouldGiveTheSameDaysForTheSameSeedAndOthersForAnother() {
        // when
        var days = WorkloadSimulation.run(settings(100, 300, 10, 200, 7));
        // then
        assertThat(WorkloadSimulation.run(settings(100, 300, 10, 200, 7))).isEqualTo(days);
        assertThat(WorkloadSimulation.run(settings(100, 300, 10, 200, 8))).isNotEqualTo(days);
        assertThat(WorkloadSimulation.run(settings(50, 300, 10, 200, 7))).isEqualTo(days.subList(0, 50));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 25, 200})
    void shouldKeepTheLimitsAndMissNoCard(int reviewsPerDay) {
        // when
        var days = WorkloadSimulation.run(settings(120, 100, 5, reviewsPerDay, 3));
        // then
        int seen = 0;
        for (var day : days) {
            seen += day.newCards();
            assertThat(day.newCards()).isBetween(0, 5);
            assertThat(day.newCards() + day.reviews()).isLessThanOrEqualTo(reviewsPerDay);
            assertThat(day.knowledge()).isBetween(0.0, (double) seen);
            assertThat(day.minutes() > 0).isEqualTo(day.newCards() + day.reviews() > 0);
        }
        assertThat(seen).isLessThanOrEqualTo(100);
        if (reviewsPerDay == 200) {
            assertThat(seen).isEqualTo(100);
            assertThat(days.subList(0, 20)).allMatch(day -> day.newCards() == 5);
            assertThat(days.getLast().knowledge()).isGreaterThan(80);
        }
    }

    @Test
    void shouldFollowOneCardThatIsAlwaysRecalledAsTheSchedulerDoes() {
        // given: no steps, every answer GOOD and worth 60 seconds; recall is certain only on the day itself
        var always = new PerGrade(0, 0, 1, 0);
        var minute = new PerGrade(60, 60, 60, 60);
        var habits = new AnswerHabits(always, always, always, minute, minute, minute);
        var rules = new SchedulingRules(0.9, Steps.NONE, Steps.NONE, 36500, true);
        // when
        var days = WorkloadSimulation.run(new SimulationSettings(3, 1, 1, 10, Weights.DEFAULT, rules, habits, 1));
        // then: S0(GOOD) = 2.3065, so two days later
        assertThat(days.get(0)).isEqualTo(new WorkloadSimulation.Day(1, 0, 1, 1));
        assertThat(days.get(1).reviews()).isZero();
        assertThat(days.get(1).knowledge()).isCloseTo(0.9470, within(1e-3));
        assertThat(days.get(2)).isEqualTo(new WorkloadSimulation.Day(0, 1, 1, 1));
    }

    @Test
    void shouldRecallAboutAsOftenAsDesired() {
        // given: answers in review cost one minute if forgotten and nothing else costs anything, so minutes count
        // lapses
        var nothing = new PerGrade(0, 0, 0, 0);
        var habits = new AnswerHabits(
                new PerGrade(0, 0, 1, 0),
                new PerGrade(0, 0, 1, 0),
                new PerGrade(0, 0, 1, 0),
                nothing,
                new PerGrade(60, 0, 0, 0),
                nothing);
        // when
        var days = WorkloadSimulation.run(
                new SimulationSettings(365, 1000, 50, 9999, Weights.DEFAULT, SchedulingRules.DEFAULT, habits, 11));
        // then
        double lapses =
                days.stream().mapToDouble(WorkloadSimulation.Day::minutes).sum();
        double reviews = days.stream().mapToInt(WorkloadSimulation.Day::reviews).sum();
        assertThat(1 - lapses / reviews).isBetween(0.88, 0.92);
    }

    @Test
    void shouldForgetAsOftenAsTheFactorsOfYoungAndMatureCardsSay() {
        // given
        var factors = new LapseFactors(2, 0.5);
        // then
        assertThat(factors.recall(0.9, 20)).isCloseTo(0.8, within(1e-12));
        assertThat(factors.recall(0.9, 21)).isCloseTo(0.95, within(1e-12));
        assertThat(factors.recall(0.3, 20)).isZero();
        assertThat(LapseFactors.NONE.recall(0.123456789, 5)).isEqualTo(0.123456789);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LapseFactors(1, Double.NaN))
                .withMessageContaining("mature");
        // and: more is to be done by who forgets more of either
        double model = studied(LapseFactors.NONE);
        assertThat(studied(new LapseFactors(2, 1))).isGreaterThan(1.05 * model);
        assertThat(studied(new LapseFactors(1, 2))).isGreaterThan(1.02 * model);
        assertThat(studied(new LapseFactors(0.5, 0.5))).isLessThan(0.98 * model);
    }

    private static double studied(LapseFactors factors) {
        var days = WorkloadSimulation.run(new SimulationSettings(
                365, 500, 10, 9999, Weights.DEFAULT, SchedulingRules.DEFAULT, AnswerHabits.DEFAULT.with(factors), 11));
        return days.stream().mapToInt(WorkloadSimulation.Day::reviews).sum();
    }

    @Test
    void shouldNeedMoreWorkForMoreRetention() {
        // when
        var search = RetentionSearch.over(settings(200, 200, 20, 9999, 5), 0.75, 0.95, 0.1);
        // then
        assertThat(search.points())
                .extracting(RetentionSearch.Point::desiredRetention)
                .hasSize(3);
        assertThat(search.points().get(2).minutes())
                .isGreaterThan(search.points().get(1).minutes());
        assertThat(search.points().get(2).knowledge())
                .isGreaterThan(search.points().get(0).knowledge());
    }

    @Test
    void shouldFindTheLeastWorkForTheKnowledgeGained() {
        // given
        var settings = settings(180, 150, 10, 9999, 5);
        // when
        var search = RetentionSearch.over(settings);
        // then
        assertThat(search.points()).hasSize(26);
        assertThat(search.points().getFirst().desiredRetention()).isEqualTo(0.70);
        assertThat(search.points().getLast().desiredRetention()).isCloseTo(0.95, within(1e-9));
        assertThat(search.points())
                .allMatch(point -> point.minutesPerCardKnown() >= search.best().minutesPerCardKnown());
        assertThat(RetentionSearch.over(settings.withRetention(0.8))).isEqualTo(search);
    }

    @Test
    void shouldFindHigherRetentionWhereForgettingIsDear() {
        // given: a forgotten card costs an hour
        var dear = new AnswerHabits(
                AnswerHabits.DEFAULT.firstAnswers(),
                AnswerHabits.DEFAULT.stepAnswers(),
                AnswerHabits.DEFAULT.recalledAnswers(),
                AnswerHabits.DEFAULT.learningSeconds(),
                new PerGrade(3600, 5, 5, 5),
                AnswerHabits.DEFAULT.relearningSeconds());
        var cheap = settings(180, 150, 10, 9999, 5);
        // when
        var search = RetentionSearch.over(
                new SimulationSettings(180, 150, 10, 9999, Weights.DEFAULT, SchedulingRules.DEFAULT, dear, 5));
        // then
        assertThat(search.best().desiredRetention())
                .isGreaterThan(RetentionSearch.over(cheap).best().desiredRetention());
    }

    @Test
    void shouldSayThatNothingIsKnownWhereNothingIsStudied() {
        assertThat(WorkloadSimulation.run(settings(2, 0, 5, 5, 1)))
                .isEqualTo(List.of(new WorkloadSimulation.Day(0, 0, 0, 0), new WorkloadSimulation.Day(0, 0, 0, 0)));
        assertThat(RetentionSearch.over(settings(2, 0, 5, 5, 1)).best().minutesPerCardKnown())
                .isInfinite();
    }

    @Test
    void shouldNameWhatItRefuses() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(0, 1, 1, 1, 1))
                .withMessage("days must be in [1, 36500], was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(1, 1, -1, 1, 1))
                .withMessageStartingWith("new cards per day must be in [0, ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(1, 1, 1, 1, 1).withRetention(1))
                .withMessageContaining("desired retention");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PerGrade(0, Double.NaN, 1, 1))
                .withMessage("figure of hard must be at least 0 and finite, was NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetentionSearch.over(settings(1, 1, 1, 1, 1), 0.9, 0.8, 0.01))
                .withMessageContaining("was from 0.9 to 0.8");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetentionSearch.over(settings(1, 1, 1, 1, 1), 0.8, 0.9, Double.NaN))
                .withMessage("step must be at least 1.0E-4, was NaN");
        var some = new PerGrade(0, 0, 1, 0);
        var none = new PerGrade(0, 0, 0, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AnswerHabits(some, none, some, some, some, some))
                .withMessageContaining("step answers");
    }
}
