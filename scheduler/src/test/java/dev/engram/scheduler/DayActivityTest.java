package dev.engram.scheduler;

import static dev.engram.events.Rating.AGAIN;
import static dev.engram.events.Rating.EASY;
import static dev.engram.events.Rating.GOOD;
import static dev.engram.scheduler.Reviews.action;
import static dev.engram.scheduler.Reviews.practice;
import static dev.engram.scheduler.Reviews.review;
import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.CardAction;
import dev.engram.events.CardEvent;
import dev.engram.events.Plan;
import dev.engram.events.ReviewRecorded;
import dev.engram.scheduler.DayActivity.Counted;
import dev.engram.testing.Generate;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DayActivityTest {

    private static final Proportion NOTHING = new Proportion(0, 0);

    private static List<DayActivity> days(List<? extends CardEvent> events) {
        return DayActivity.of(
                CardFold.trace(CardHistory.EMPTY.applyAll(events), Plan.DEFAULT, LearnerCalendar.DEFAULT));
    }

    private static long day(String date) {
        return LocalDate.parse(date).toEpochDay();
    }

    private static ReviewRecorded lasting(long millis, ReviewRecorded review) {
        return new ReviewRecorded(
                review.stamp(),
                review.cardId(),
                review.cardRevision(),
                review.rating(),
                millis,
                review.dueAt(),
                review.basedOn(),
                review.scheduler(),
                review.practice(),
                review.origin(),
                review.clientVersion(),
                review.flags());
    }

    @Test
    void shouldSplitTheFirstAnswersOfLaterDaysByTheIntervalBefore() {
        // when
        var days = days(List.of(
                review(1, "2026-03-02T09:00:00Z", EASY), // interval of 8 days
                review(2, "2026-03-10T09:00:00Z", GOOD), // young; then far above 21 days
                review(3, "2026-03-10T09:01:00Z", AGAIN), // not the first of its day
                review(4, "2026-03-10T09:20:00Z", EASY),
                review(5, "2026-06-10T03:59:00Z", EASY), // before the rollover: still 9 June
                review(6, "2026-12-01T09:00:00Z", AGAIN)));
        // then
        assertThat(days)
                .containsExactly(
                        new DayActivity(day("2026-03-02"), 1, 0, NOTHING, NOTHING, counted(1, 0, 0)),
                        new DayActivity(day("2026-03-10"), 3, 0, new Proportion(1, 1), NOTHING, later(3, false)),
                        new DayActivity(day("2026-06-09"), 1, 0, new Proportion(1, 1), NOTHING, later(1, false)),
                        new DayActivity(day("2026-12-01"), 1, 0, NOTHING, new Proportion(0, 1), later(1, true)));
    }

    @Test
    void shouldCountPracticeAsAnswersAndTimeOnly() {
        // when
        var days = days(List.of(
                lasting(2_000, review(1, "2026-03-02T09:00:00Z", EASY)),
                lasting(500, practice(2, "2026-03-10T09:00:00Z", AGAIN)),
                review(3, "2026-03-10T09:01:00Z", GOOD),
                lasting(Long.MAX_VALUE, practice(4, "2026-03-11T09:01:00Z", GOOD))));
        // then
        assertThat(days)
                .containsExactly(
                        new DayActivity(day("2026-03-02"), 1, 2_000, NOTHING, NOTHING, counted(1, 1, 2_000)),
                        new DayActivity(day("2026-03-10"), 2, 500, new Proportion(1, 1), NOTHING, later(1, false)),
                        new DayActivity(day("2026-03-11"), 1, 86_400_000, NOTHING, NOTHING, Counted.NONE));
    }

    @Test
    void shouldCountNoLapseOfACardThatWasMadeNew() {
        // when
        var days = days(List.of(
                review(1, "2026-03-02T09:00:00Z", EASY),
                action(2, "2026-03-03T09:00:00Z", CardAction.Action.RESET),
                review(3, "2026-03-10T09:00:00Z", AGAIN)));
        // then
        assertThat(days)
                .extracting(DayActivity::counted)
                .containsExactly(counted(1, 0, 0), new Counted(1, 0, 0, true, false));
    }

    /** Answers of a day whose first one was given in the steps, and was right. */
    private static Counted counted(int answers, int timed, long millis) {
        return new Counted(answers, timed, millis, false, false);
    }

    /** Answers of a day that began in review. */
    private static Counted later(int answers, boolean firstFailed) {
        return new Counted(answers, 0, 0, firstFailed, true);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldAddUpToTheStateOfTheCard(long seed) {
        // given
        var random = new Random(seed);
        var events = Generate.historyOf(Generate.learnerId(random), Generate.cardId(random), 200, random);
        var history = CardHistory.EMPTY.applyAll(events);
        // when
        var days = days(events);
        // then
        var state = CardFold.fold(history, Plan.DEFAULT, LearnerCalendar.DEFAULT);
        assertThat(days.stream().mapToInt(DayActivity::answers).sum())
                .isEqualTo(history.reviews().size());
        assertThat(days.stream().map(day -> day.young().plus(day.mature())).reduce(NOTHING, Proportion::plus))
                .isEqualTo(new Proportion(state.retentionSuccesses(), state.retentionAnswers()));
        assertThat(days).extracting(DayActivity::day).isSorted().doesNotHaveDuplicates();
        var counted =
                history.reviews().stream().filter(review -> !review.practice()).toList();
        assertThat(days.stream().mapToInt(day -> day.counted().answers()).sum()).isEqualTo(counted.size());
        assertThat(days.stream().mapToInt(day -> day.counted().timed()).sum()).isEqualTo((int)
                counted.stream().filter(review -> review.durationMs() != null).count());
        assertThat(days).allSatisfy(day -> {
            var of = day.counted();
            assertThat(of.answers()).isLessThanOrEqualTo(day.answers());
        });
    }
}
