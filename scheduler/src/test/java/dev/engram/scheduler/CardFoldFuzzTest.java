package dev.engram.scheduler;

import static dev.engram.events.Rating.AGAIN;
import static dev.engram.events.Rating.EASY;
import static dev.engram.events.Rating.GOOD;
import static dev.engram.events.Rating.HARD;
import static dev.engram.scheduler.Reviews.practice;
import static dev.engram.scheduler.Reviews.retraction;
import static dev.engram.scheduler.Reviews.review;
import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.CardEvent;
import dev.engram.events.Plan;
import dev.engram.fsrs.CardProgress;
import dev.engram.fsrs.CardScheduler;
import dev.engram.fsrs.Fuzz;
import dev.engram.fsrs.Grade;
import dev.engram.fsrs.SchedulingRules;
import dev.engram.fsrs.Weights;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Fuzz that stays where it is when a card is folded again. */
class CardFoldFuzzTest {
    private static final Plan FUZZED = fuzzed(Plan.DEFAULT);

    private static final List<CardEvent> EVENTS = List.of(
            review(1, "2026-01-02T09:00:00Z", EASY),
            review(2, "2026-01-10T09:00:00Z", GOOD),
            review(3, "2026-02-10T09:00:00Z", HARD),
            review(4, "2026-04-10T09:00:00Z", AGAIN),
            review(5, "2026-04-10T09:10:00Z", GOOD),
            review(6, "2026-04-20T09:00:00Z", GOOD),
            review(7, "2026-05-20T09:00:00Z", GOOD));

    private static Plan fuzzed(Plan plan) {
        return new Plan(
                plan.desiredRetention(),
                plan.learningSteps(),
                plan.relearningSteps(),
                plan.maximumIntervalDays(),
                plan.rolloverHour(),
                plan.zone(),
                plan.newCardsPerDay(),
                plan.reviewsPerDay(),
                true,
                plan.weights(),
                plan.weightsVersion());
    }

    private static List<CardFold.Step> trace(List<CardEvent> events, Plan plan) {
        return CardFold.trace(CardHistory.EMPTY.applyAll(events), plan, LearnerCalendar.DEFAULT);
    }

    @Test
    void shouldDrawFromTheCardAndThePositionInTheFold() {
        // given
        var scheduler = new CardScheduler(Weights.DEFAULT, SchedulingRules.DEFAULT);
        long[] elapsed = {0, 8, 31, 59, 0, 10, 30};
        Grade[] grades = {Grade.EASY, Grade.GOOD, Grade.HARD, Grade.AGAIN, Grade.GOOD, Grade.GOOD, Grade.GOOD};
        // when
        var trace = trace(EVENTS, FUZZED);
        // then
        var card = CardProgress.NEW;
        int interval = 0;
        for (int i = 0; i < grades.length; i++) {
            var fuzz = Fuzz.of(Reviews.CARD.value(), i, interval);
            var next = scheduler.answer(card, elapsed[i], grades[i], fuzz);
            assertThat(trace.get(i).after().intervalDays()).isEqualTo(next.intervalDays());
            card = next.progress();
            interval = next.intervalDays();
        }
    }

    @Test
    void shouldChangeDueDatesAndNothingElse() {
        // given
        var fuzzed = trace(EVENTS, FUZZED);
        var plain = trace(EVENTS, Plan.DEFAULT);
        // then
        assertThat(fuzzed)
                .extracting(step -> step.after().dueAt())
                .isNotEqualTo(plain.stream().map(step -> step.after().dueAt()).toList());
        for (int i = 0; i < fuzzed.size(); i++) {
            var one = fuzzed.get(i).after();
            var other = plain.get(i).after();
            assertThat(one)
                    .usingRecursiveComparison()
                    .ignoringFields("dueAt", "intervalDays")
                    .isEqualTo(other);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldKeepTheDueDateOfAnUnchangedHistoryInAnyOrderAndNumberOfCopies(long seed) {
        // given
        var random = new Random(seed);
        var wanted = CardFold.fold(CardHistory.EMPTY.applyAll(EVENTS), FUZZED, LearnerCalendar.DEFAULT);
        for (int i = 0; i < 50; i++) {
            var arriving = new ArrayList<>(EVENTS);
            arriving.add(EVENTS.get(random.nextInt(EVENTS.size())));
            Collections.shuffle(arriving, random);
            // when
            var history = CardHistory.EMPTY;
            for (var event : arriving) {
                history = history.apply(event);
            }
            // then
            assertThat(CardFold.fold(history, FUZZED, LearnerCalendar.DEFAULT)).isEqualTo(wanted);
        }
    }

    @Test
    void shouldNotMoveDueDatesForPracticeOrForAReviewTakenBack() {
        // given
        var wanted = CardFold.fold(CardHistory.EMPTY.applyAll(EVENTS), FUZZED, LearnerCalendar.DEFAULT);
        // when
        var history = CardHistory.EMPTY
                .applyAll(EVENTS)
                .apply(practice(20, "2026-03-01T09:00:00Z", GOOD))
                .apply(review(21, "2026-03-02T09:00:00Z", AGAIN))
                .apply(retraction(22, "2026-03-02T09:01:00Z", 21));
        // then
        assertThat(CardFold.fold(history, FUZZED, LearnerCalendar.DEFAULT)).isEqualTo(wanted);
    }

    @Test
    void shouldKeepDueDatesBeforeALateReview() {
        // given
        var before = trace(EVENTS, FUZZED);
        // when
        var late = new ArrayList<>(EVENTS);
        late.add(review(30, "2026-04-15T09:00:00Z", GOOD));
        var after = trace(late, FUZZED);
        // then
        assertThat(after.subList(0, 5)).isEqualTo(before.subList(0, 5));
    }
}
