package dev.engram.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.events.CardId;
import dev.engram.events.EventId;
import dev.engram.events.Plan;
import dev.engram.events.Rating;
import dev.engram.events.StudyOptions;
import dev.engram.events.StudyOptions.Break;
import dev.engram.events.StudyOptions.Fitting;
import dev.engram.events.StudyOptions.ReviewOrder;
import dev.engram.fsrs.Phase;
import dev.engram.scheduler.queue.DueCards;
import dev.engram.scheduler.queue.QueueEntry;
import dev.engram.scheduler.queue.QueueOrder;
import dev.engram.scheduler.queue.QueueTerms;
import dev.engram.scheduler.queue.StudyLoad;
import dev.engram.scheduler.queue.StudyQueue;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StudyLoadTest {
    private static final long TODAY = LocalDate.parse("2026-03-10").toEpochDay();

    private static Plan plan(int reviewsPerDay, ReviewOrder order, Break... breaks) {
        var plan = Plan.DEFAULT;
        return new Plan(
                plan.desiredRetention(),
                plan.learningSteps(),
                plan.relearningSteps(),
                plan.maximumIntervalDays(),
                plan.rolloverHour(),
                plan.zone(),
                plan.newCardsPerDay(),
                reviewsPerDay,
                plan.fuzz(),
                plan.weights(),
                plan.weightsVersion(),
                new StudyOptions(order, List.of(), List.of(breaks), Fitting.OFF));
    }

    private static Break days(long from, long to) {
        return new Break(LocalDate.ofEpochDay(TODAY + from), LocalDate.ofEpochDay(TODAY + to));
    }

    /** A card answered so many days ago with an interval that is its stability. */
    private static CardState answered(int daysAgo, int intervalDays) {
        var at = Instant.ofEpochSecond((TODAY - daysAgo) * 86_400 + 12 * 3600);
        return new CardState(
                Phase.REVIEW,
                0,
                intervalDays,
                5,
                at,
                new EventId(new UUID(0x7000L, 0x8000000000000001L)),
                at.plusSeconds(intervalDays * 86_400L),
                intervalDays,
                3,
                0,
                TODAY - daysAgo,
                TODAY - daysAgo,
                true,
                0,
                0,
                CardOverrides.NONE);
    }

    private static StudyLoad.Builder load(Plan plan, List<CardState> states) {
        var builder = new StudyLoad.Builder(plan, LearnerCalendar.DEFAULT, TODAY);
        for (int i = 0; i < states.size(); i++) {
            builder.add(states.get(i));
        }
        return builder;
    }

    @Test
    void shouldPlaceEachReviewOnItsDayWithinTheLimit() {
        // given: two due today, one overdue, one in two days
        var states = List.of(answered(10, 10), answered(10, 10), answered(12, 10), answered(8, 10));
        // when
        var load = load(plan(2, ReviewOrder.DUE), states);
        // then
        assertThat(load.dueToday()).isEqualTo(3);
        assertThat(load.over(3).days()).containsExactly(2, 1, 1);
        assertThat(load.over(1).left()).isEqualTo(1);
        assertThat(load(plan(200, ReviewOrder.DUE), List.of(answered(8, 10)))
                        .over(3)
                        .recallLost())
                .isZero();
    }

    @Test
    void shouldPlaceNothingInABreakAndTheBacklogAfterIt() {
        // given: a card due each day of ten, a break of the first four days
        var states = new ArrayList<CardState>();
        for (int day = 0; day < 10; day++) {
            states.add(answered(20 - day, 20));
        }
        // when
        var load = load(plan(2, ReviewOrder.DUE, days(0, 3)), states);
        // then
        assertThat(load.dueToday()).isZero();
        assertThat(load.over(10).days()).containsExactly(0, 0, 0, 0, 2, 2, 2, 2, 1, 1);
        assertThat(load.over(10).recallLost()).isGreaterThan(0);
    }

    @Test
    void shouldPutFirstAfterABreakWhatWouldBeForgottenFastest() {
        // given: both fell due in the break; the one with the short interval is forgotten faster, though it fell due
        // later
        var plan = plan(1, ReviewOrder.DUE, days(-5, -1));
        // then
        assertThat(queue(plan, 0, List.of(answered(203, 200), answered(4, 3)), 2)
                        .days()
                        .getFirst()
                        .entries())
                .extracting(QueueEntry::card)
                .containsExactly(1);
        var ordered = load(plan, List.of(answered(203, 200), answered(4, 3))).over(2);
        var oldest = load(plan(1, ReviewOrder.DUE), List.of(answered(203, 200), answered(4, 3)))
                .over(2);
        assertThat(ordered.recallLost()).isLessThan(oldest.recallLost());
    }

    @Test
    void shouldOrderAsThePlanSays() {
        // given: 1 fell due first, 2 is the most overdue by its interval, 3 has the lowest recall by a longer wait
        var cards = List.of(answered(110, 100), answered(8, 4));
        // then
        assertThat(first(ReviewOrder.DUE, cards)).isZero();
        assertThat(first(ReviewOrder.RELATIVE_OVERDUENESS, cards)).isEqualTo(1);
        assertThat(first(ReviewOrder.RETRIEVABILITY, cards)).isEqualTo(1);
    }

    private static int first(ReviewOrder order, List<CardState> cards) {
        return queue(plan(200, order), 0, cards, cards.size())
                .days()
                .getFirst()
                .entries()
                .getFirst()
                .card();
    }

    /** In the order of the plan. @param cards how many there are, those after the states being new */
    private static StudyQueue queue(Plan plan, int daysAhead, List<CardState> states, int cards) {
        var now = Instant.parse("2026-03-10T09:00:00Z");
        var order = QueueOrder.of(plan.studyOptions().reviewOrder());
        var due = new DueCards(new QueueTerms(plan, LearnerCalendar.DEFAULT, now, daysAhead, order, 0));
        for (int i = 0; i < states.size(); i++) {
            due.add(i, new CardId(new UUID(0, i)), states.get(i));
        }
        return due.queue(cards);
    }

    @Test
    void shouldOfferNothingInABreakAndAllOfItAfterwards() {
        // given: one review due, one card in the steps, one new
        var step = CardFold.fold(
                CardHistory.EMPTY.apply(Reviews.review(1, "2026-03-10T08:50:00Z", Rating.GOOD)),
                Plan.DEFAULT,
                LearnerCalendar.DEFAULT);
        // when
        var queue = queue(plan(200, ReviewOrder.DUE, days(0, 1)), 2, List.of(answered(10, 10), step), 3);
        // then
        assertThat(queue.days().get(0).entries()).isEmpty();
        assertThat(queue.days().get(1).entries()).isEmpty();
        assertThat(queue.days().get(2).entries()).extracting(QueueEntry::card).containsExactly(1, 0, 2);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldLoseNoReviewAndKeepTheLimit(long seed) {
        // given
        var random = new Random(seed);
        var states = new ArrayList<CardState>();
        for (int i = 0; i < 500; i++) {
            int interval = 1 + random.nextInt(200);
            states.add(answered(random.nextInt(interval + 30), interval));
        }
        var pause = days(random.nextInt(5), 5 + random.nextInt(20));
        // when
        var load = load(plan(20, ReviewOrder.DUE, pause), states);
        var over = load.over(60);
        var byAge = load(plan(20, ReviewOrder.DUE), states).over(60);
        // then
        long due = states.stream()
                .filter(state -> state.lastStudyDay() + state.intervalDays() < TODAY + 60)
                .count();
        assertThat(over.days().stream().mapToInt(Integer::intValue).sum() + over.left())
                .isEqualTo((int) due);
        assertThat(byAge.days().stream().mapToInt(Integer::intValue).sum() + byAge.left())
                .isEqualTo((int) due);
        assertThat(over.days()).allMatch(day -> day <= 20);
        assertThat(over.recallLost()).isGreaterThanOrEqualTo(0);
        assertThat(load.over(60).recallLost()).isCloseTo(over.recallLost(), within(1e-12));
    }
}
