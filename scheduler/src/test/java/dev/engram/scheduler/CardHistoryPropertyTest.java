package dev.engram.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.CardAction;
import dev.engram.events.CardEvent;
import dev.engram.events.Plan;
import dev.engram.events.ReviewRecorded;
import dev.engram.testing.Generate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CardHistoryPropertyTest {
    private static final int HISTORIES = 60;

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldNotDependOnOrderRedeliveryOrBatches(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < HISTORIES; i++) {
            // given
            var events = withCopies(history(random), random);
            var expected = CardHistory.EMPTY.applyAll(events);
            // when
            var oneByOne = CardHistory.EMPTY;
            for (var event : Generate.shuffledWithRepeats(events, random)) {
                oneByOne = oneByOne.apply(event);
            }
            var batched = CardHistory.EMPTY;
            for (var batch : Generate.batches(Generate.shuffledWithRepeats(events, random), random)) {
                batched = batched.applyAll(batch);
            }
            // then
            assertThat(oneByOne).isEqualTo(expected);
            assertThat(batched).isEqualTo(expected);
            assertThat(batched.reviews()).isEqualTo(expected.reviews());
            assertThat(CardFold.fold(batched, Plan.DEFAULT, LearnerCalendar.DEFAULT))
                    .isEqualTo(CardFold.fold(expected, Plan.DEFAULT, LearnerCalendar.DEFAULT));
            assertThat(CardFold.trace(oneByOne, Plan.DEFAULT, LearnerCalendar.DEFAULT))
                    .isEqualTo(CardFold.trace(expected, Plan.DEFAULT, LearnerCalendar.DEFAULT));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldComeToTheSameWhenOneEventIsLate(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < HISTORIES; i++) {
            // given
            var events = history(random);
            var late = events.get(random.nextInt(events.size()));
            var others = new ArrayList<>(events);
            others.remove(late);
            // when
            var before = CardHistory.EMPTY.applyAll(others);
            var after = before.apply(late);
            // then
            assertThat(CardFold.fold(after, Plan.DEFAULT, LearnerCalendar.DEFAULT))
                    .isEqualTo(
                            CardFold.fold(CardHistory.EMPTY.applyAll(events), Plan.DEFAULT, LearnerCalendar.DEFAULT));
            assertThat(after.apply(late)).isSameAs(after);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldCountOnlyWhatIsNotRetracted(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < HISTORIES; i++) {
            // given
            var history = CardHistory.EMPTY.applyAll(history(random));
            var counting = history.reviews();
            // when
            var neverRetracted = CardHistory.EMPTY.applyAll(history.timeline());
            // then
            assertThat(neverRetracted.reviews()).isEqualTo(counting);
            assertThat(counting)
                    .noneMatch(review ->
                            history.retracted().contains(review.stamp().eventId()));
            assertThat(counting).isSortedAccordingTo((a, b) -> a.stamp().compareTo(b.stamp()));
            assertThat(CardFold.fold(neverRetracted, Plan.DEFAULT, LearnerCalendar.DEFAULT))
                    .isEqualTo(CardFold.fold(history, Plan.DEFAULT, LearnerCalendar.DEFAULT));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldGiveAsOfTheStateAfterTheReviewsUntilThen(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < HISTORIES; i++) {
            // given
            var events = history(random);
            events.removeIf(event -> event instanceof CardAction);
            var history = CardHistory.EMPTY.applyAll(events);
            var trace = CardFold.trace(history, Plan.DEFAULT, LearnerCalendar.DEFAULT);
            for (int last = 0; last < trace.size(); last++) {
                var at = trace.get(last).review().stamp().at();
                boolean tied = last + 1 < trace.size()
                        && trace.get(last + 1).review().stamp().at().equals(at);
                if (!tied) {
                    // when
                    var then = CardFold.fold(history.asOf(at), Plan.DEFAULT, LearnerCalendar.DEFAULT);
                    // then
                    assertThat(then).isEqualTo(trace.get(last).after());
                }
            }
            assertThat(history.asOf(java.time.Instant.MIN).reviews()).isEmpty();
        }
    }

    private static List<CardEvent> history(Random random) {
        return new ArrayList<>(Generate.historyOf(
                Generate.learnerId(random), Generate.cardId(random), 1 + random.nextInt(40), random));
    }

    /** Adds copies the server took at other times, before and after the first. */
    private static List<CardEvent> withCopies(List<CardEvent> events, Random random) {
        var all = new ArrayList<>(events);
        for (var event : events) {
            if (event instanceof ReviewRecorded review && random.nextInt(4) == 0) {
                all.add(Generate.receivedAt(
                        review, review.stamp().receivedAt().plusSeconds(random.nextInt(2000) - 1000)));
            }
        }
        return all;
    }
}
