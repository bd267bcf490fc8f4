package dev.engram.scheduler;

import static dev.engram.events.Rating.AGAIN;
import static dev.engram.events.Rating.EASY;
import static dev.engram.events.Rating.GOOD;
import static dev.engram.scheduler.Reviews.review;
import static dev.engram.scheduler.StudyQueue.Kind.LEARNING;
import static dev.engram.scheduler.StudyQueue.Kind.NEW;
import static dev.engram.scheduler.StudyQueue.Kind.REVIEW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.CardEvent;
import dev.engram.events.CardId;
import dev.engram.events.Plan;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

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

    private static StudyQueue queue(Map<CardId, CardState> cards, List<CardId> newCards, StudiedToday used, Plan plan) {
        var due = new DueCards(plan, LearnerCalendar.DEFAULT, NOW, used);
        cards.forEach(due::add);
        return due.queue(_ -> true, newCards);
    }

    private static List<CardId> ids(StudyQueue queue) {
        return queue.entries().stream().map(StudyQueue.Entry::cardId).toList();
    }

    /** Due 8 days after 2 March, that is at any time of 10 March. */
    private static final CardState DUE_TODAY = after(review(1, "2026-03-02T20:00:00Z", EASY));

    private static final CardState DUE_YESTERDAY = after(review(1, "2026-03-01T20:00:00Z", EASY));
    private static final CardState DUE_TOMORROW = after(review(1, "2026-03-03T20:00:00Z", EASY));

    @Test
    void shouldOfferStepsThenReviewsThenNewCardsThenStepsStillToCome() {
        // given
        var stepLong = after(review(1, "2026-03-10T08:40:00Z", GOOD)); // 08:50
        var stepShort = after(review(1, "2026-03-10T08:30:00Z", AGAIN)); // 08:31
        var stepAhead = after(review(1, "2026-03-10T08:59:00Z", GOOD)); // 09:09
        var cards = Map.of(
                card(1), DUE_TODAY,
                card(2), DUE_YESTERDAY,
                card(3), stepLong,
                card(4), stepShort,
                card(5), stepAhead,
                card(6), DUE_TOMORROW,
                card(7), DUE_YESTERDAY);
        // when
        var queue = queue(cards, List.of(card(9), card(8)), StudiedToday.NOTHING, Plan.DEFAULT);
        // then
        assertThat(ids(queue)).containsExactly(card(4), card(3), card(2), card(7), card(1), card(9), card(8), card(5));
        assertThat(queue.entries())
                .extracting(StudyQueue.Entry::kind)
                .containsExactly(LEARNING, LEARNING, REVIEW, REVIEW, REVIEW, NEW, NEW, LEARNING);
        assertThat(queue.entries().getFirst().dueAt()).isEqualTo("2026-03-10T08:31:00Z");
    }

    @Test
    void shouldOfferNothingThatMayNotBeOffered() {
        // given
        var due = new DueCards(limits(20, 2), LearnerCalendar.DEFAULT, NOW);
        due.add(card(1), DUE_YESTERDAY);
        due.add(card(2), DUE_TODAY);
        due.add(card(3), DUE_TOMORROW);
        due.add(card(4), after(review(1, "2026-03-10T08:40:00Z", GOOD)));
        // when: the one review that is left of the two is not used up by one that is not offered
        var queue = due.queue(Set.of(card(2))::contains, List.of());
        // then
        assertThat(due.cards()).containsExactly(card(1), card(2), card(4));
        assertThat(ids(queue)).containsExactly(card(2));
    }

    @Test
    void shouldLetNewCardsCountAgainstBothLimits() {
        // given
        var cards = new HashMap<CardId, CardState>();
        IntStream.range(0, 5).forEach(i -> cards.put(card(i), DUE_TODAY));
        var fresh = IntStream.range(100, 110).mapToObj(StudyQueueTest::card).toList();
        // when
        var newLimited = queue(cards, fresh, new StudiedToday(1, 2), limits(4, 200));
        var bothLimited = queue(cards, fresh, new StudiedToday(1, 2), limits(4, 9));
        var full = queue(cards, fresh, new StudiedToday(3, 5), limits(4, 8));
        var over = queue(cards, fresh, new StudiedToday(30, 50), limits(4, 8));
        // then
        assertThat(newLimited.count(REVIEW)).isEqualTo(5);
        assertThat(newLimited.count(NEW)).isEqualTo(3);
        assertThat(bothLimited.count(REVIEW)).isEqualTo(5);
        assertThat(bothLimited.count(NEW)).isEqualTo(1);
        assertThat(full.entries()).isEmpty();
        assertThat(over.entries()).isEmpty();
    }

    @Test
    void shouldCountWhatWasStudiedToday() {
        // given
        var introduced = after(review(1, "2026-03-10T05:00:00Z", EASY));
        var reviewed = after(review(1, "2026-03-01T05:00:00Z", EASY), review(2, "2026-03-10T05:00:00Z", AGAIN));
        var stepOnly = after(review(1, "2026-03-09T05:00:00Z", AGAIN), review(2, "2026-03-10T05:00:00Z", GOOD));
        var beforeRollover = after(review(1, "2026-03-10T03:59:00Z", EASY));
        // when
        var due = new DueCards(Plan.DEFAULT, LearnerCalendar.DEFAULT, NOW);
        List.of(introduced, reviewed, stepOnly, beforeRollover, DUE_TODAY, CardState.NEW)
                .forEach(state -> due.add(card(1), state));
        // then
        assertThat(due.used()).isEqualTo(new StudiedToday(1, 1));
        assertThat(due.mostNew()).isEqualTo(19);
    }

    @Test
    void shouldCallACardInReviewDueFromTheStartOfItsStudyDay() {
        // given: answered at 09:00 on 3 March in Auckland (+13:00), interval of 8 days; rollover at 4
        var utc = LearnerCalendar.DEFAULT;
        var auckland = LearnerCalendar.of(ZoneId.of("Pacific/Auckland"), 4);
        var there =
                CardFold.fold(CardHistory.EMPTY.apply(review(1, "2026-03-02T20:00:00Z", EASY)), Plan.DEFAULT, auckland);
        // then
        assertThat(Due.isDue(DUE_TODAY, Instant.parse("2026-03-10T03:59:59Z"), utc))
                .isFalse();
        assertThat(Due.isDue(DUE_TODAY, Instant.parse("2026-03-10T04:00:00Z"), utc))
                .isTrue();
        assertThat(Due.isDue(there, Instant.parse("2026-03-10T14:59:59Z"), auckland))
                .isFalse();
        assertThat(Due.isDue(there, Instant.parse("2026-03-10T15:00:00Z"), auckland))
                .isTrue();
        assertThat(Due.isDue(CardState.NEW, NOW, utc)).isFalse();
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
        assertThat(Due.isDue(card, Instant.parse("2026-01-11T04:00:00Z"), here)).isFalse();
        assertThat(Due.isDue(card, Instant.parse("2026-01-11T11:59:59Z"), here)).isFalse();
        assertThat(Due.isDue(card, Instant.parse("2026-01-11T12:00:00Z"), here)).isTrue();
    }

    @Test
    void shouldCallACardInTheStepsDueAtItsInstant() {
        // given
        var step = after(review(1, "2026-03-10T08:50:00Z", GOOD));
        // then
        assertThat(Due.isDue(step, NOW.minusMillis(1), LearnerCalendar.DEFAULT)).isFalse();
        assertThat(Due.isDue(step, NOW, LearnerCalendar.DEFAULT)).isTrue();
    }

    @Test
    void shouldCountWhatAnyClientAnsweredAgainstTheLimitOfToday() {
        // given: 25 cards answered a moment ago by a client at +13:00, and one of a client whose clock is a day ahead
        var due = new DueCards(limits(20, 200), LearnerCalendar.DEFAULT, NOW);
        for (int i = 0; i < 25; i++) {
            var answer = Reviews.review(1, "phone", "2026-03-10T08:59:00Z", ZoneOffset.ofHours(13), GOOD);
            due.add(card(i), after(answer));
        }
        var ahead = new DueCards(limits(1, 200), LearnerCalendar.DEFAULT, NOW);
        ahead.add(card(1), after(review(1, "2026-03-11T08:59:00Z", EASY)));
        // then
        assertThat(due.mostNew()).isZero();
        assertThat(due.queue(_ -> true, List.of(card(100))).count(NEW)).isZero();
        assertThat(ahead.mostNew()).isZero();
    }
}
