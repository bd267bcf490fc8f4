package dev.engram.scheduler;

import static dev.engram.events.CardAction.Action.BURY;
import static dev.engram.events.CardAction.Action.SUSPEND;
import static dev.engram.events.Rating.AGAIN;
import static dev.engram.events.Rating.EASY;
import static dev.engram.events.Rating.GOOD;
import static dev.engram.scheduler.Reviews.review;
import static dev.engram.scheduler.queue.QueueEntry.Kind.LATER;
import static dev.engram.scheduler.queue.QueueEntry.Kind.LEARNING;
import static dev.engram.scheduler.queue.QueueEntry.Kind.NEW;
import static dev.engram.scheduler.queue.QueueEntry.Kind.REVIEW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.CardEvent;
import dev.engram.events.CardId;
import dev.engram.events.Plan;
import dev.engram.events.Rating;
import dev.engram.scheduler.queue.DueCards;
import dev.engram.scheduler.queue.QueueEntry;
import dev.engram.scheduler.queue.QueueOrder;
import dev.engram.scheduler.queue.QueueTerms;
import dev.engram.scheduler.queue.StudyQueue;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StudyQueueTest {
    private static final Instant NOW = Instant.parse("2026-03-10T09:00:00Z");

    private static CardId card(int number) {
        return new CardId(new UUID(0, number));
    }

    private static CardState after(CardEvent... reviews) {
        return CardFold.fold(CardHistory.EMPTY.applyAll(List.of(reviews)), Plan.DEFAULT, LearnerCalendar.DEFAULT);
    }

    private static Plan limits(int newCards, int reviews) {
        var plan = Plan.DEFAULT;
        return new Plan(
                plan.desiredRetention(),
                plan.learningSteps(),
                plan.relearningSteps(),
                plan.maximumIntervalDays(),
                plan.rolloverHour(),
                plan.zone(),
                newCards,
                reviews,
                false,
                plan.weights(),
                plan.weightsVersion());
    }

    private static Plan withStep(Duration step) {
        var plan = Plan.DEFAULT;
        return new Plan(
                plan.desiredRetention(),
                List.of(step),
                plan.relearningSteps(),
                plan.maximumIntervalDays(),
                plan.rolloverHour(),
                plan.zone(),
                plan.newCardsPerDay(),
                plan.reviewsPerDay(),
                false,
                plan.weights(),
                plan.weightsVersion());
    }

    private static QueueTerms terms(Plan plan, int daysAhead) {
        return new QueueTerms(plan, LearnerCalendar.DEFAULT, NOW, daysAhead, QueueOrder.DUE, 0);
    }

    /** Of cards by their number; those without a state are new. */
    private static DueCards due(QueueTerms terms, Map<Integer, CardState> states) {
        var due = new DueCards(terms);
        states.forEach((number, state) -> due.add(number, card(number), state));
        return due;
    }

    /** Answers of today to cards that cannot be offered: so many first ones, and so many in review. */
    private static DueCards used(DueCards due, int introduced, int reviewed) {
        IntStream.range(0, introduced).forEach(_ -> due.count(INTRODUCED_TODAY));
        IntStream.range(0, reviewed).forEach(_ -> due.count(REVIEWED_TODAY));
        return due;
    }

    private static List<Integer> numbers(StudyQueue queue, int day) {
        return queue.days().get(day).entries().stream().map(QueueEntry::card).toList();
    }

    /** Due 8 days after 2 March, that is at any time of 10 March. */
    private static final CardState DUE_TODAY = after(review(1, "2026-03-02T20:00:00Z", EASY));

    private static final CardState DUE_YESTERDAY = after(review(1, "2026-03-01T20:00:00Z", EASY));
    private static final CardState DUE_TOMORROW = after(review(1, "2026-03-03T20:00:00Z", EASY));

    private static final CardState INTRODUCED_TODAY = after(review(1, "2026-03-10T05:00:00Z", EASY));
    private static final CardState REVIEWED_TODAY =
            after(review(1, "2026-03-01T05:00:00Z", EASY), review(2, "2026-03-10T05:00:00Z", GOOD));

    @Test
    void shouldOfferStepsThenReviewsThenNewCardsThenStepsStillToCome() {
        // given: 8 and 9 are new
        var cards = Map.of(
                1, DUE_TODAY,
                2, DUE_YESTERDAY,
                3, after(review(1, "2026-03-10T08:40:00Z", GOOD)), // 08:50
                4, after(review(1, "2026-03-10T08:30:00Z", AGAIN)), // 08:31
                5, after(review(1, "2026-03-10T08:59:00Z", GOOD)), // 09:09
                6, DUE_TOMORROW,
                7, DUE_YESTERDAY,
                0, DUE_TOMORROW);
        // when
        var queue = due(terms(Plan.DEFAULT, 0), cards).queue(10);
        // then
        assertThat(numbers(queue, 0)).containsExactly(4, 3, 2, 7, 1, 8, 9, 5);
        assertThat(queue.days().getFirst().entries())
                .extracting(QueueEntry::kind)
                .containsExactly(LEARNING, LEARNING, REVIEW, REVIEW, REVIEW, NEW, NEW, LATER);
        assertThat(queue.days())
                .singleElement()
                .satisfies(day -> assertThat(day.from()).isEqualTo(NOW));
    }

    @Test
    void shouldOfferNothingThatIsLeftOut() {
        // given
        var due = due(terms(limits(20, 2), 0), Map.of(0, DUE_YESTERDAY, 1, DUE_TODAY, 2, DUE_TODAY));
        // when: the two reviews of the day are not used up by one that is left out
        due.leaveOut(0);
        due.leaveOut(3);
        // then
        assertThat(numbers(due.queue(4), 0)).containsExactly(1, 2);
    }

    @Test
    void shouldLeaveOutSuspendedCardsAndPutBuriedOnesOffToTheirDay() {
        // given: 0 to 3 are new, the others due
        var answer = review(1, "2026-03-02T20:00:00Z", EASY);
        var cards = Map.of(
                0, after(Reviews.action(2, "2026-03-10T08:00:00Z", SUSPEND)),
                1, after(Reviews.action(2, "2026-03-10T08:00:00Z", BURY)),
                4, after(answer, Reviews.action(2, "2026-03-10T08:00:00Z", SUSPEND)),
                5, after(answer, Reviews.action(2, "2026-03-10T08:00:00Z", BURY)),
                6, after(answer, Reviews.setDue(2, "2026-03-10T08:00:00Z", "2026-03-11")),
                7, after(answer, Reviews.action(2, "2026-03-09T08:00:00Z", BURY)));
        // when
        var queue = due(terms(limits(2, 200), 1), cards).queue(8);
        // then
        assertThat(numbers(queue, 0)).containsExactly(7, 2, 3);
        assertThat(numbers(queue, 1)).containsExactly(5, 6, 1);
    }

    @Test
    void shouldLetNewCardsCountAgainstBothLimits() {
        // given
        var cards = new HashMap<Integer, CardState>();
        IntStream.range(0, 5).forEach(i -> cards.put(i, DUE_TODAY));
        // when
        var newLimited = used(due(terms(limits(4, 200), 0), cards), 1, 2).queue(15);
        var bothLimited = used(due(terms(limits(4, 9), 0), cards), 1, 2).queue(15);
        var full = used(due(terms(limits(4, 8), 0), cards), 3, 5).queue(15);
        var over = used(due(terms(limits(4, 8), 0), cards), 30, 50).queue(15);
        // then
        assertThat(newLimited.count(REVIEW)).isEqualTo(5);
        assertThat(newLimited.count(NEW)).isEqualTo(3);
        assertThat(bothLimited.count(REVIEW)).isEqualTo(5);
        assertThat(bothLimited.count(NEW)).isOne();
        assertThat(numbers(full, 0)).isEmpty();
        assertThat(numbers(over, 0)).isEmpty();
    }

    @Test
    void shouldApplyTheLimitsOfEachDayToTheDaysAhead() {
        // given: five reviews due by today, one tomorrow, three in the steps on the day after
        var cards = new HashMap<Integer, CardState>();
        IntStream.range(0, 5).forEach(i -> cards.put(i, DUE_TODAY));
        cards.put(5, DUE_TOMORROW);
        cards.put(
                6,
                CardFold.fold(
                        CardHistory.EMPTY.apply(review(1, "2026-03-09T08:50:00Z", AGAIN)),
                        withStep(Duration.ofDays(3)),
                        LearnerCalendar.DEFAULT));
        // when: three reviews a day, two of them new at most, one used today
        var queue = used(due(terms(limits(2, 3), 3), cards), 0, 1).queue(12);
        // then
        assertThat(numbers(queue, 0)).containsExactly(0, 1);
        assertThat(numbers(queue, 1)).containsExactly(2, 3, 4);
        assertThat(numbers(queue, 2)).containsExactly(6, 5, 7, 8);
        assertThat(numbers(queue, 3)).containsExactly(9, 10);
        assertThat(queue.days())
                .extracting(StudyQueue.Day::from)
                .containsExactly(
                        NOW,
                        Instant.parse("2026-03-11T04:00:00Z"),
                        Instant.parse("2026-03-12T04:00:00Z"),
                        Instant.parse("2026-03-13T04:00:00Z"));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldPutEveryCardIntoTheQueueAtMostOnceAndKeepTheLimits(long seed) {
        // given
        var random = new Random(seed);
        var plan = limits(random.nextInt(10), random.nextInt(30));
        var cards = new HashMap<Integer, CardState>();
        for (int i = 0; i < 300; i++) {
            if (random.nextInt(3) > 0) {
                var at = NOW.minusSeconds(random.nextInt(20 * 86_400));
                cards.put(i, after(review(1, at.toString(), Rating.values()[random.nextInt(4)])));
            }
        }
        var order = QueueOrder.values()[random.nextInt(4)];
        var terms = new QueueTerms(plan, LearnerCalendar.DEFAULT, NOW, random.nextInt(8), order, seed);
        // when
        var queue = due(terms, cards).queue(300);
        // then
        var entries =
                queue.days().stream().flatMap(day -> day.entries().stream()).toList();
        assertThat(entries).isSorted().extracting(QueueEntry::card).doesNotHaveDuplicates();
        assertThat(queue.days().subList(1, queue.days().size())).allSatisfy(day -> {
            assertThat(day.count(NEW)).isLessThanOrEqualTo(plan.newCardsPerDay());
            assertThat(day.count(NEW) + day.count(REVIEW)).isLessThanOrEqualTo(plan.reviewsPerDay());
        });
        // and the same again
        assertThat(due(terms, cards).queue(300)).isEqualTo(queue);
    }

    @Test
    void shouldOrderReviewsAsAskedAndLimitThemAfterThat() {
        // given: one day late of eight; three days late of two (stability about 2); not late
        var slightlyLate = DUE_YESTERDAY;
        var veryLate = after(
                review(1, "2026-03-05T08:00:00Z", AGAIN),
                review(2, "2026-03-05T08:10:00Z", GOOD),
                review(3, "2026-03-05T08:20:00Z", GOOD));
        var cards = Map.of(0, slightlyLate, 1, veryLate, 2, DUE_TODAY);
        // when, then
        assertThat(ordered(QueueOrder.DUE, 0, 2, cards)).containsExactly(1, 0);
        assertThat(ordered(QueueOrder.RELATIVE_OVERDUENESS, 0, 3, cards)).containsExactly(1, 0, 2);
        assertThat(ordered(QueueOrder.RETRIEVABILITY, 0, 1, cards)).containsExactly(1);
    }

    private static List<Integer> ordered(QueueOrder order, long seed, int limit, Map<Integer, CardState> cards) {
        var terms = new QueueTerms(limits(0, limit), LearnerCalendar.DEFAULT, NOW, 0, order, seed);
        return numbers(due(terms, cards).queue(0), 0);
    }

    @Test
    void shouldShuffleByTheSeedAlone() {
        // given
        var cards = new HashMap<Integer, CardState>();
        IntStream.range(0, 50).forEach(i -> cards.put(i, DUE_TODAY));
        // when
        var one = ordered(QueueOrder.RANDOM, 1, 50, cards);
        // then
        assertThat(ordered(QueueOrder.RANDOM, 1, 50, cards)).isEqualTo(one);
        assertThat(ordered(QueueOrder.RANDOM, 2, 50, cards)).isNotEqualTo(one).containsExactlyInAnyOrderElementsOf(one);
        assertThat(ordered(QueueOrder.DUE, 1, 50, cards)).isSorted();
    }

    @Test
    void shouldCountWhatWasStudiedTodayInAllDecksIncludingWhatIsNotDueAgain() {
        // given
        var stepOnly = after(review(1, "2026-03-09T05:00:00Z", AGAIN), review(2, "2026-03-10T05:00:00Z", GOOD));
        var beforeRollover = after(review(1, "2026-03-10T03:59:00Z", EASY));
        // when
        var due = new DueCards(terms(limits(3, 4), 0));
        List.of(INTRODUCED_TODAY, stepOnly, beforeRollover, CardState.NEW).forEach(due::count);
        due.add(0, card(0), REVIEWED_TODAY);
        due.add(1, card(1), DUE_TODAY);
        // then: of 4 cards one was new and one in review, so that there is room for one due and one of many new cards
        assertThat(numbers(due.queue(9), 0)).containsExactly(1, 2);
    }

    @Test
    void shouldCallACardInReviewDueFromTheStartOfItsStudyDay() {
        // given: answered at 09:00 on 3 March in Auckland (+13:00), interval of 8 days; rollover at 4
        var utc = LearnerCalendar.DEFAULT;
        var auckland = LearnerCalendar.of(ZoneId.of("Pacific/Auckland"), 4);
        var there =
                CardFold.fold(CardHistory.EMPTY.apply(review(1, "2026-03-02T20:00:00Z", EASY)), Plan.DEFAULT, auckland);
        // then
        assertThat(Due.isDue(DUE_TODAY, Instant.parse("2026-03-10T03:59:59Z"), Plan.DEFAULT, utc))
                .isFalse();
        assertThat(Due.isDue(DUE_TODAY, Instant.parse("2026-03-10T04:00:00Z"), Plan.DEFAULT, utc))
                .isTrue();
        assertThat(Due.isDue(there, Instant.parse("2026-03-10T14:59:59Z"), Plan.DEFAULT, auckland))
                .isFalse();
        assertThat(Due.isDue(there, Instant.parse("2026-03-10T15:00:00Z"), Plan.DEFAULT, auckland))
                .isTrue();
        assertThat(Due.isDue(CardState.NEW, NOW, Plan.DEFAULT, utc)).isFalse();
    }

    @Test
    void shouldCallACardOfOneDayDueFromTheNextLocalStudyDay() {
        // given: 19:00 at -08:00, that is 03:00 in UTC
        var here = LearnerCalendar.of(ZoneId.of("America/Los_Angeles"), 4);
        var card = CardFold.fold(
                CardHistory.EMPTY.applyAll(List.of(
                        review(1, "2026-01-11T02:49:00Z", AGAIN),
                        review(2, "2026-01-11T02:50:00Z", GOOD),
                        review(3, "2026-01-11T03:00:00Z", GOOD))),
                Plan.DEFAULT,
                here);
        // then
        assertThat(card.intervalDays()).isEqualTo(1);
        assertThat(Due.isDue(card, Instant.parse("2026-01-11T04:00:00Z"), Plan.DEFAULT, here))
                .isFalse();
        assertThat(Due.isDue(card, Instant.parse("2026-01-11T11:59:59Z"), Plan.DEFAULT, here))
                .isFalse();
        assertThat(Due.isDue(card, Instant.parse("2026-01-11T12:00:00Z"), Plan.DEFAULT, here))
                .isTrue();
    }

    @Test
    void shouldCallACardInTheStepsDueAtItsInstant() {
        // given
        var step = after(review(1, "2026-03-10T08:50:00Z", GOOD));
        // then
        assertThat(Due.isDue(step, NOW.minusMillis(1), Plan.DEFAULT, LearnerCalendar.DEFAULT))
                .isFalse();
        assertThat(Due.isDue(step, NOW, Plan.DEFAULT, LearnerCalendar.DEFAULT)).isTrue();
    }

    @Test
    void shouldCountWhatAnyClientAnsweredAgainstTheLimitOfToday() {
        // given: 25 cards answered a moment ago by a client at +13:00, and one of a client whose clock is a day ahead
        var due = new DueCards(terms(limits(20, 200), 0));
        for (int i = 0; i < 25; i++) {
            due.add(
                    i,
                    card(i),
                    after(Reviews.review(1, "phone", "2026-03-10T08:59:00Z", ZoneOffset.ofHours(13), GOOD)));
        }
        var ahead = new DueCards(terms(limits(1, 200), 0));
        ahead.add(0, card(0), after(review(1, "2026-03-11T08:59:00Z", EASY)));
        // then
        assertThat(due.queue(100).count(NEW)).isZero();
        assertThat(ahead.queue(100).count(NEW)).isZero();
    }
}
