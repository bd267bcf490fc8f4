package dev.engram.scheduler;

import static dev.engram.events.Rating.AGAIN;
import static dev.engram.events.Rating.EASY;
import static dev.engram.events.Rating.GOOD;
import static dev.engram.events.Rating.HARD;
import static dev.engram.scheduler.Reviews.practice;
import static dev.engram.scheduler.Reviews.review;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.engram.events.CardEvent;
import dev.engram.events.Plan;
import dev.engram.events.SchedulerRef;
import dev.engram.fsrs.Phase;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CardFoldTest {
    private static CardState fold(CardEvent... events) {
        return CardFold.fold(CardHistory.EMPTY.applyAll(List.of(events)), Plan.DEFAULT, LearnerCalendar.DEFAULT);
    }

    private static List<CardFold.Step> trace(CardEvent... events) {
        return CardFold.trace(CardHistory.EMPTY.applyAll(List.of(events)), Plan.DEFAULT, LearnerCalendar.DEFAULT);
    }

    @Test
    void shouldLeaveACardWithoutReviewsNew() {
        assertThat(fold()).isEqualTo(CardState.NEW);
        assertThat(fold(practice(1, "2026-03-02T09:00:00Z", GOOD))).isEqualTo(CardState.NEW);
    }

    @Test
    void shouldPassTheStepsAndThenCountIn24Hours() {
        // when
        var trace = trace(
                review(1, "2026-03-02T09:00:00Z", GOOD),
                review(2, "2026-03-02T09:10:00Z", GOOD),
                review(3, "2026-03-04T20:00:00Z", AGAIN));
        // then
        var learning = trace.get(0).after();
        assertThat(learning.phase()).isEqualTo(Phase.LEARNING);
        assertThat(learning.step()).isEqualTo(1);
        assertThat(learning.dueAt()).isEqualTo("2026-03-02T09:10:00Z");
        var graduated = trace.get(1).after();
        assertThat(graduated.phase()).isEqualTo(Phase.REVIEW);
        assertThat(graduated.intervalDays()).isEqualTo(2);
        assertThat(graduated.dueAt()).isEqualTo("2026-03-04T09:10:00Z");
        var lapsed = trace.get(2).after();
        assertThat(lapsed.phase()).isEqualTo(Phase.RELEARNING);
        assertThat(lapsed.dueAt()).isEqualTo("2026-03-04T20:10:00Z");
        assertThat(lapsed.lapses()).isEqualTo(1);
        assertThat(lapsed.reviews()).isEqualTo(3);
        assertThat(trace).extracting(CardFold.Step::elapsedDays).containsExactly(null, 0L, 2L);
        assertThat(trace.get(2).retrievabilityBefore())
                .isEqualTo(Recall.under(Plan.DEFAULT).of(graduated, Instant.parse("2026-03-04T09:10:00Z")));
    }

    @Test
    void shouldCallAnAgainInLearningNoLapse() {
        assertThat(fold(review(1, "2026-03-02T09:00:00Z", AGAIN), review(2, "2026-03-02T09:01:00Z", AGAIN))
                        .lapses())
                .isZero();
    }

    @Test
    void shouldTakeTheSameDayFormulaForTwoOfflineReviewsOfOneDayInEitherOrderOfArrival() {
        // given
        var start = review(1, "2026-03-01T09:00:00Z", EASY);
        var phone = review(2, "2026-03-10T08:00:00Z", GOOD);
        var laptop = review(3, "laptop", "2026-03-10T21:00:00Z", ZoneOffset.UTC, AGAIN);
        // when
        var laptopLast = trace(start, phone, laptop);
        // then
        assertThat(laptopLast).extracting(CardFold.Step::elapsedDays).containsExactly(null, 9L, 0L);
        assertThat(trace(laptop, phone, start)).isEqualTo(laptopLast);
        // by the same-day formula from the stability that the phone's review left, checked outside Java:
        // S2 = 8.2956 with GOOD after 9 days, S3 = S2 e^(w17 (w18 - 2)) S2^-w19
        double phoneStability = laptopLast.get(1).after().stabilityDays();
        double sameDay = phoneStability * Math.exp(0.5425 * (1 - 3 + 0.0912)) * Math.pow(phoneStability, -0.0658);
        assertThat(laptopLast.get(2).after().stabilityDays()).isCloseTo(sameDay, within(1e-12));
    }

    @Test
    void shouldCountDaysByTheCalendarWhateverOffsetsTheClientsSend() {
        // given: a phone that sends +09:00 beside a script that sends Z
        var tokyo = ZoneOffset.ofHours(9);
        var trace = trace(
                Reviews.review(1, "phone", "2026-03-02T20:00:00Z", tokyo, EASY),
                Reviews.review(2, "script", "2026-03-02T20:01:00Z", ZoneOffset.UTC, GOOD),
                Reviews.review(3, "phone", "2026-03-02T20:02:00Z", tokyo, GOOD));
        // then
        assertThat(trace).extracting(CardFold.Step::elapsedDays).containsExactly(null, 0L, 0L);
        assertThat(trace.getLast().after().stabilityDays()).isCloseTo(8.2956, within(1e-9));
    }

    @Test
    void shouldBeginADayAtTheRolloverHourOfTheZone() {
        // given: 01:30, 03:30 and 04:10 at +02:00
        var berlin = LearnerCalendar.of(ZoneId.of("Europe/Berlin"), 4);
        var history = CardHistory.EMPTY.applyAll(List.of(
                review(1, "2026-07-01T23:30:00Z", GOOD),
                review(2, "2026-07-02T01:30:00Z", GOOD),
                review(3, "2026-07-02T02:10:00Z", GOOD)));
        // when
        var trace = CardFold.trace(history, Plan.DEFAULT, berlin);
        // then
        assertThat(trace).extracting(CardFold.Step::elapsedDays).containsExactly(null, 0L, 1L);
    }

    @Test
    void shouldLeavePracticeOutOfStateAndTime() {
        // given
        var counted =
                List.<CardEvent>of(review(1, "2026-03-02T09:00:00Z", EASY), review(3, "2026-03-12T09:00:00Z", GOOD));
        // when
        var withPractice = new ArrayList<>(counted);
        withPractice.add(practice(2, "2026-03-07T09:00:00Z", AGAIN));
        var trace = trace(withPractice.toArray(CardEvent[]::new));
        // then
        assertThat(trace).hasSize(3);
        assertThat(trace.get(1).after()).isEqualTo(trace.get(0).after());
        assertThat(trace.get(2).after()).isEqualTo(fold(counted.toArray(CardEvent[]::new)));
    }

    @Test
    void shouldCountObservedRetentionOnFirstAnswersOfLaterStudyDays() {
        // when
        var state = fold(
                review(1, "2026-03-02T09:00:00Z", AGAIN), // first day: none before
                review(2, "2026-03-02T09:01:00Z", GOOD),
                review(3, "2026-03-03T03:59:00Z", AGAIN), // still the first day
                review(4, "2026-03-03T04:00:00Z", HARD), // success
                review(5, "2026-03-03T04:10:00Z", AGAIN), // second answer of its day
                practice(6, "2026-03-04T09:00:00Z", AGAIN),
                review(7, "2026-03-04T10:00:00Z", AGAIN), // failure, whatever practice came before it
                review(8, "2026-03-20T10:00:00Z", GOOD)); // success
        // then
        assertThat(state.retentionAnswers()).isEqualTo(3);
        assertThat(state.retentionSuccesses()).isEqualTo(2);
    }

    @Test
    void shouldSayWhetherTheLastStudyDayStartedInReview() {
        // given
        var introduced = review(1, "2026-03-02T09:00:00Z", EASY);
        var reviewed = review(2, "2026-03-10T09:00:00Z", AGAIN);
        var relearned = review(3, "2026-03-10T09:10:00Z", GOOD);
        // then
        assertThat(fold(introduced).lastDayStartedInReview()).isFalse();
        assertThat(fold(introduced, reviewed).lastDayStartedInReview()).isTrue();
        assertThat(fold(introduced, reviewed, relearned).lastDayStartedInReview())
                .isTrue();
        assertThat(fold(introduced, reviewed, relearned).firstStudyDay()).isEqualTo(20_514L);
        assertThat(fold(introduced, reviewed, relearned).lastStudyDay()).isEqualTo(20_522L);
    }

    @Test
    void shouldScheduleAReviewByTheGoalThatHeldWhenItWasTaken() {
        // given
        var plain = review(1, "2026-03-02T09:00:00Z", EASY);
        var goal = new SchedulerRef(SchedulerRef.RETENTION_GOAL, "fsrs-6-default", 0.97);
        // when
        var state = fold(plain.withScheduler(goal));
        // then: the interval shrinks, memory stays
        assertThat(fold(plain).intervalDays()).isEqualTo(8);
        assertThat(state.intervalDays()).isLessThan(4);
        assertThat(state.stabilityDays()).isEqualTo(fold(plain).stabilityDays());
        // what a client says that it scheduled with is a fact only, and a goal out of bounds is brought into them
        assertThat(fold(plain.withScheduler(new SchedulerRef("mine", "mine", 0.97))))
                .isEqualTo(fold(plain));
        assertThat(fold(plain.withScheduler(new SchedulerRef(SchedulerRef.RETENTION_GOAL, "mine", 0.01)))
                        .phase())
                .isEqualTo(Phase.REVIEW);
    }

    @Test
    void shouldNameAWeightThatTheModelRefuses() {
        // given
        var weights = new ArrayList<>(Plan.DEFAULT.weights());
        weights.set(20, 0.9);
        var plan = new Plan(0.9, List.of(), List.of(), 36_500, 4, ZoneOffset.UTC, 20, 200, false, weights, "broken");
        // then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CardFold.fold(CardHistory.EMPTY, plan, LearnerCalendar.DEFAULT))
                .withMessage("w20 must be in [0.1, 0.8], was 0.9");
    }

    @Test
    void shouldFoldFiveThousandReviewsInOneGo() {
        // given
        var start = Instant.parse("2020-01-01T09:00:00Z");
        var events = Stream.iterate(1, i -> i + 1)
                .limit(5000)
                .<CardEvent>map(i -> review(i, start.plusSeconds(3600L * i).toString(), i % 7 == 0 ? AGAIN : GOOD))
                .toList();
        // when
        var state = CardFold.fold(CardHistory.EMPTY.applyAll(events), Plan.DEFAULT, LearnerCalendar.DEFAULT);
        // then
        assertThat(state.reviews()).isEqualTo(5000);
    }
}
