package dev.engram.scheduler;

import static dev.engram.events.CardAction.Action.BURY;
import static dev.engram.events.CardAction.Action.RESET;
import static dev.engram.events.CardAction.Action.RESUME;
import static dev.engram.events.CardAction.Action.SUSPEND;
import static dev.engram.events.Rating.AGAIN;
import static dev.engram.events.Rating.EASY;
import static dev.engram.events.Rating.GOOD;
import static dev.engram.scheduler.Reviews.action;
import static dev.engram.scheduler.Reviews.practice;
import static dev.engram.scheduler.Reviews.retraction;
import static dev.engram.scheduler.Reviews.review;
import static dev.engram.scheduler.Reviews.setDue;
import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.CardEvent;
import dev.engram.events.Plan;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class CardActionsTest {
    private static final String MONDAY = "2026-03-02T09:00:00Z";
    private static final String TUESDAY = "2026-03-03T09:00:00Z";
    private static final String WEDNESDAY = "2026-03-04T09:00:00Z";

    private static CardState fold(CardEvent... events) {
        return CardFold.fold(CardHistory.EMPTY.applyAll(List.of(events)), Plan.DEFAULT, LearnerCalendar.DEFAULT);
    }

    private static boolean isDue(CardState state, String at) {
        return Due.isDue(state, Instant.parse(at), Plan.DEFAULT, LearnerCalendar.DEFAULT);
    }

    @Test
    void shouldCountAsManyAnswersAsWeightsAreFittedToAlsoBeforeAReset() {
        // given
        var history = CardHistory.EMPTY.applyAll(List.of(
                review(1, MONDAY, GOOD),
                review(2, MONDAY, AGAIN),
                retraction(3, MONDAY, 2),
                practice(4, MONDAY, GOOD),
                action(5, TUESDAY, RESET),
                review(6, WEDNESDAY, GOOD)));
        var training = new TrainingHistories();
        // when
        training.add(CardFold.trace(history, Plan.DEFAULT, LearnerCalendar.DEFAULT), 0);
        // then
        assertThat(history.answers()).isEqualTo(2).isEqualTo(training.answers());
        assertThat(fold(review(1, MONDAY, GOOD), action(5, TUESDAY, RESET)).reviews())
                .isZero();
    }

    @Test
    void shouldNotOfferASuspendedCardUntilItIsResumed() {
        // given
        var review = review(1, MONDAY, GOOD);
        var suspended = action(2, MONDAY, SUSPEND);
        // then
        assertThat(isDue(fold(review, suspended), "2027-03-02T09:00:00Z")).isFalse();
        assertThat(isDue(fold(review, suspended, action(3, TUESDAY, RESUME)), "2027-03-02T09:00:00Z"))
                .isTrue();
    }

    @Test
    void shouldKeepTheMemoryOfASuspendedCard() {
        // given
        var review = review(1, MONDAY, EASY);
        var moment = Instant.parse(WEDNESDAY);
        // when
        var state = fold(review, action(2, MONDAY, SUSPEND));
        // then
        assertThat(Recall.at(state, moment, Plan.DEFAULT))
                .isEqualTo(Recall.at(fold(review), moment, Plan.DEFAULT))
                .isPositive();
    }

    @Test
    void shouldOfferABuriedCardAgainFromTheNextStudyDayOn() {
        // given: 3 o'clock at night is before the rollover, still the study day of Monday
        var review = review(1, "2026-02-20T09:00:00Z", GOOD);
        var state = fold(review, action(2, "2026-03-03T03:00:00Z", BURY));
        // then
        assertThat(isDue(state, "2026-03-03T03:59:00Z")).isFalse();
        assertThat(isDue(state, "2026-03-03T04:00:00Z")).isTrue();
        assertThat(isDue(fold(review, action(2, MONDAY, BURY), action(3, MONDAY, RESUME)), MONDAY))
                .isTrue();
    }

    @Test
    void shouldMakeACardNewAndKeepWhatWasAnswered() {
        // given
        var before = fold(review(1, MONDAY, EASY), review(2, WEDNESDAY, AGAIN));
        // when
        var reset = fold(review(1, MONDAY, EASY), review(2, WEDNESDAY, AGAIN), action(3, WEDNESDAY, RESET));
        var again = fold(
                review(1, MONDAY, EASY),
                review(2, WEDNESDAY, AGAIN),
                action(3, WEDNESDAY, RESET),
                review(4, "2026-03-10T09:00:00Z", EASY));
        // then
        assertThat(reset.isNew()).isTrue();
        assertThat(reset.retentionAnswers())
                .isEqualTo(before.retentionAnswers())
                .isOne();
        assertThat(again.stabilityDays())
                .isEqualTo(fold(review(4, "2026-03-10T09:00:00Z", EASY)).stabilityDays());
        assertThat(again.reviews()).isOne();
        assertThat(again.retentionAnswers()).isOne();
    }

    @Test
    void shouldBeDueOnTheDayThatWasSetUntilAnswered() {
        // given
        var review = review(1, MONDAY, EASY);
        var day = "2026-03-05";
        // when
        var state = fold(review, setDue(2, MONDAY, day));
        // then
        assertThat(Due.studyDay(state, LearnerCalendar.DEFAULT))
                .isEqualTo(LocalDate.parse(day).toEpochDay());
        assertThat(isDue(state, WEDNESDAY)).isFalse();
        assertThat(isDue(state, "2026-03-05T04:00:00Z")).isTrue();
        assertThat(state.stabilityDays()).isEqualTo(fold(review).stabilityDays());
        var answered = fold(review, setDue(2, MONDAY, day), review(3, "2026-03-05T09:00:00Z", GOOD));
        assertThat(answered)
                .isEqualTo(fold(review, review(3, "2026-03-05T09:00:00Z", GOOD))
                        .with(answered.overrides(), answered.dueAt()));
        assertThat(answered.overrides().dueDay()).isNull();
    }

    @Test
    void shouldNotGiveADueDayToACardThatIsNew() {
        assertThat(fold(setDue(1, MONDAY, "2026-03-05")).dueAt()).isNull();
        assertThat(fold(review(1, MONDAY, GOOD), action(2, MONDAY, RESET), setDue(3, MONDAY, "2026-03-05"))
                        .overrides()
                        .dueDay())
                .isNull();
    }

    @Test
    void shouldTakeBackAnActionThatIsRetracted() {
        // given
        var review = review(1, MONDAY, GOOD);
        // then
        assertThat(fold(review, action(2, TUESDAY, RESET), retraction(3, WEDNESDAY, 2)))
                .isEqualTo(fold(review));
        assertThat(fold(retraction(3, WEDNESDAY, 2), review, action(2, TUESDAY, SUSPEND)))
                .isEqualTo(fold(review));
    }

    @Test
    void shouldNotScheduleWhatIsPracticed() {
        // given
        var review = review(1, MONDAY, GOOD);
        var due = setDue(2, MONDAY, "2026-03-05");
        // then
        assertThat(fold(review, due, practice(3, "2026-03-05T09:00:00Z", AGAIN)))
                .isEqualTo(fold(review, due));
    }

    @Test
    void shouldKnowNoActionOfLater() {
        // given
        var history = CardHistory.EMPTY.applyAll(List.of(review(1, MONDAY, GOOD), action(2, WEDNESDAY, RESET)));
        // then
        assertThat(CardFold.fold(history.asOf(Instant.parse(TUESDAY)), Plan.DEFAULT, LearnerCalendar.DEFAULT))
                .isEqualTo(fold(review(1, MONDAY, GOOD)));
    }
}
